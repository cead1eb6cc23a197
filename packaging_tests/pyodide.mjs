// Runs tests in Python for WebAssembly: node pyodide.mjs FOLDER TESTS. The folder has node_modules/pyodide and site/.
import path from "node:path";
import { pathToFileURL } from "node:url";

const folder = path.resolve(process.argv[2]);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "node_modules/pyodide/pyodide.mjs")));
const python = await loadPyodide();
for (const [inside, outside] of [["/site", path.join(folder, "site")], ["/project", process.cwd()]]) {
  python.FS.mkdir(inside);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: outside }, inside);
}
const failed = await python.runPythonAsync(`
import os, sys
sys.path.insert(0, "/site")
os.chdir("/project")
sys.dont_write_bytecode = True
import clea_eligibility, pytest
assert clea_eligibility.__file__.startswith("/site/"), clea_eligibility.__file__
print(sys.version, sys.platform)
pytest.main(["-q", "-p", "no:cacheprovider", "-p", "no:faulthandler", "--noconftest", *${JSON.stringify(process.argv.slice(3))}])
`);
process.exit(Number(failed));
