// Opens the steps for this kind of device, and takes the phone on to Truebin once it trusts the house.
const home = new URL(".", document.currentScript.src);
const agent = navigator.userAgent;
const isApple = /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
const kind = isApple ? "ios" : /Android/.test(agent) ? "android" : "desk";

// The language is a choice of the person after the first visit: only the plain start page is ever left by itself.
const isStart = location.pathname === home.pathname;
if (isStart && !document.referrer.startsWith(home.href) && !navigator.language.toLowerCase().startsWith("zh")) {
  location.replace(new URL("en/", home).pathname + location.hash);
}
for (const link of document.querySelectorAll(".language a")) link.hash = location.hash;

document.getElementById(kind).open = true;
if (/MicroMessenger/.test(agent)) document.getElementById("wechat").hidden = false;

// The code behind # pairs this phone. It never goes over the plain connection: browsers keep what follows # to themselves.
const code = /^#pair=(\d{4,12})$/.exec(location.hash)?.[1];
for (const link of document.querySelectorAll("a.open")) {
  link.href = new URL("open", home).href + (code ? `#/pair/${code}` : "");
}

// An answer from the secure side means that the certificate is trusted.
async function lookAgain() {
  try {
    await fetch(new URL("trusted", home), { cache: "no-store" });
  } catch {
    return; // Not yet; the steps stay on the screen.
  }
  document.getElementById("trusted").hidden = false;
}
lookAgain();
addEventListener("pageshow", lookAgain);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && lookAgain());
