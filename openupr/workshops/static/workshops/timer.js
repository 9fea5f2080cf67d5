// The time left runs on between two answers of the server, and stops at nothing: what runs then, the server says.
setInterval(() => {
  for (const clock of document.querySelectorAll("[data-left]")) {
    const left = Math.max(0, Number(clock.dataset.left) - 1);
    clock.dataset.left = String(left);
    clock.classList.toggle("soon", left < 300);
    clock.querySelector(".digits").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  }
}, 1000);
