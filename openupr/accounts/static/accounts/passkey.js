// Passkeys: asks the browser for one and sends what it answers with the form. allauth's webauthn-json.js does the
// encoding. A form says what it needs by data-passkey: "add", "use" (what is asked for stands in #js_data) or "sign-in"
// (it is fetched from the form's own address).
(function () {
  "use strict";
  const asked = () => JSON.parse(document.getElementById("js_data").textContent);

  function toAdd(form) {
    const options = asked().creation_options;
    const alone = form.elements.passwordless && form.elements.passwordless.checked;
    const wanted = options.publicKey.authenticatorSelection;
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    if (alone) wanted.userVerification = "required";
    return window.webauthnJSON.create(options);
  }

  async function toSignIn(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(String(answer.status));
    return window.webauthnJSON.get((await answer.json()).request_options);
  }

  const steps = { "add": toAdd, "use": () => window.webauthnJSON.get(asked().request_options), "sign-in": toSignIn };

  for (const button of document.querySelectorAll("form[data-passkey] button")) button.hidden = false;

  document.addEventListener("submit", async function (event) {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    const trouble = document.getElementById("passkey-trouble");
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await steps[form.dataset.passkey](form));
      form.submit();
    } catch (error) {
      trouble.hidden = false;
    }
  });
})();
