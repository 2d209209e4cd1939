// Tries what Truebin needs on this very device: a secure context, camera, service worker, storage, and one real scan.
const home = new URL(".", document.currentScript.src);
const video = document.querySelector("video");
const output = document.getElementById("read");

function answer(id, state) {
  document.getElementById(id).dataset.state = state;
}

function secure() {
  answer("secure", isSecureContext ? "good" : "bad");
  document.getElementById("secure-address").hidden = isSecureContext;
  return isSecureContext;
}

async function camera() {
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    await video.play();
  } catch {
    answer("camera", "bad");
    return false;
  }
  document.querySelector(".lens").hidden = false;
  answer("camera", "good");
  return true;
}

async function worker() {
  try {
    const scope = new URL("probe/", home).href;
    const registered = await navigator.serviceWorker.register(new URL("probe-worker.js", home), { scope });
    await registered.unregister();
    answer("worker", "good");
  } catch {
    answer("worker", "bad");
  }
}

function stored() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("truebin-probe", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("probe");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const writing = database.transaction("probe", "readwrite", { durability: "strict" });
      writing.objectStore("probe").put(Date.now(), "at");
      writing.onabort = () => reject(writing.error);
      writing.oncomplete = () => {
        database.close();
        indexedDB.deleteDatabase("truebin-probe");
        resolve();
      };
    };
  });
}

async function storage() {
  try {
    await stored();
    answer("storage", (await navigator.storage.persist()) ? "good" : "unsure");
  } catch {
    answer("storage", "bad");
  }
}

async function scan() {
  try {
    await new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL("decoder/reader.js", home);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });
    await ZXingWASM.prepareZXingModule({
      overrides: { locateFile: (file) => new URL(`decoder/${file}`, home).href },
      fireImmediately: true,
    });
  } catch {
    answer("scan", "bad");
    return;
  }
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  while (video.srcObject) {
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    context.drawImage(video, 0, 0);
    const frame = context.getImageData(0, 0, canvas.width, canvas.height);
    const [found] = await ZXingWASM.readBarcodes(frame, { tryHarder: true, maxNumberOfSymbols: 1 });
    if (found?.text) {
      output.textContent = found.text;
      answer("scan", "good");
      for (const track of video.srcObject.getTracks()) track.stop();
      video.srcObject = null;
      document.querySelector(".lens").hidden = true;
      return;
    }
    await new Promise((next) => requestAnimationFrame(next));
  }
}

secure();
document.getElementById("start").addEventListener("click", async () => {
  output.textContent = "";
  for (const id of ["camera", "worker", "storage", "scan"]) answer(id, "waiting");
  if (!secure()) {
    for (const id of ["camera", "worker", "storage"]) answer(id, "bad");
    return;
  }
  await Promise.all([worker(), storage()]);
  if (await camera()) await scan();
});
