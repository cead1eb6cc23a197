// Python, in a worker of its own: the page stays alive while it starts, and while it works.
// The first message brings the files; each other one is a question for bridge.py, as JSON, and is answered as JSON.

// From a file a browser starts a plain worker alone, which Pyodide refuses. It imports modules like the other kind, and
// Pyodide knows the two apart by this function, of which nobody has need.
globalThis.importScripts = undefined;

const bytes = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const unpacked = (base64) =>
  new Response(new Blob([bytes(base64)]).stream().pipeThrough(new DecompressionStream("gzip")));

const imported = async (text) => import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));

async function start({ files }) {
  // Pyodide asks for its two large files by address: nothing is fetched, they are here.
  const here = {
    "pyodide.asm.wasm": async () =>
      new Response(await unpacked(files.wasm).arrayBuffer(), { headers: { "Content-Type": "application/wasm" } }),
    "python_stdlib.zip": async () => new Response(bytes(files.stdlib)),
  };
  globalThis.fetch = (address) => here[String(address).split("/").pop()]();
  const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    unpacked(files.loader).text().then(imported),
    unpacked(files.asm).text().then(imported),
  ]);
  const python = await loadPyodide({
    createPyodideModule,
    indexURL: "file:///clea/",
    stdLibURL: "file:///clea/python_stdlib.zip",
    lockFileContents: files.lock,
    env: { TZ: "Europe/Paris" },
  });
  python.unpackArchive(bytes(files.site), "zip", { extractDir: "/clea" });
  python.runPython("import sys; sys.path.insert(0, '/clea')");
  return python.pyimport("bridge").answer;
}

let answer;
onmessage = async ({ data }) => {
  try {
    if (data.files) {
      answer = await start(data);
      postMessage({ ready: true });
    } else {
      postMessage({ reply: answer(data.request) });
    }
  } catch (error) {
    postMessage({ failed: String(error) });
  }
};
