// The clock runs on between two answers of the server; over the time it counts on.
setInterval(() => {
  for (const clock of document.querySelectorAll("[data-left]")) {
    const left = Number(clock.dataset.left) - 1;
    const past = Math.abs(left);
    clock.dataset.left = String(left);
    clock.classList.toggle("over", left < 0);
    const time = `${Math.floor(past / 60)}:${String(past % 60).padStart(2, "0")}`;
    clock.querySelector(".digits").textContent = left < 0 ? clock.dataset.over.replace("0:00", time) : time;
  }
}, 1000);
