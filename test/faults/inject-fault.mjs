// Loaded into the command before its own code (`node --import`): lets something happen at one of its calls of the file system.
//   FAULT       what: kill, interrupt, half (write only half of the bytes, as a disk does that is nearly full), edit-in-place,
//               edit-by-rename, or an error code such as EIO
//   FAULT_AT    at which call, from 1
//   FAULT_FILE  what to edit, FAULT_TEXT what to write there
//   FAULT_LOG   a file for the names of all calls, one a line
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

const CALLS = ["accessSync", "chmodSync", "chownSync", "closeSync", "copyFileSync", "fchmodSync", "fchownSync", "fstatSync", "fsyncSync", "ftruncateSync", "linkSync", "lstatSync", "mkdirSync", "openSync", "readFileSync", "readSync", "readdirSync", "realpathSync", "renameSync", "rmSync", "statSync", "unlinkSync", "writeSync"];
const { FAULT = "", FAULT_AT, FAULT_FILE, FAULT_TEXT, FAULT_LOG } = process.env;

let count = 0;
let isWithin = false;

for (const name of CALLS) {
  const call = fs[name];
  fs[name] = function (...args) {
    // Some are made of others.
    if (isWithin) return call.apply(this, args);
    isWithin = true;
    try {
      count += 1;
      if (FAULT_LOG) fs.appendFileSync(FAULT_LOG, `${name}\n`);
      return String(count) === FAULT_AT ? disturb(call, args) : call.apply(this, args);
    } finally {
      isWithin = false;
    }
  };
}
syncBuiltinESMExports();

function disturb(call, args) {
  switch (FAULT) {
    case "kill":
      process.kill(process.pid, "SIGKILL");
      break;
    case "interrupt":
      process.kill(process.pid, "SIGINT");
      break;
    case "edit-in-place":
      fs.writeFileSync(FAULT_FILE, FAULT_TEXT);
      break;
    case "edit-by-rename":
      fs.writeFileSync(`${FAULT_FILE}~`, FAULT_TEXT);
      fs.renameSync(`${FAULT_FILE}~`, FAULT_FILE);
      break;
    case "half": {
      const [file, bytes, offset, length] = args;
      return call(file, bytes, offset, length >> 1);
    }
    default:
      throw Object.assign(new Error(`${FAULT}: injected, ${call.name}`), { code: FAULT });
  }
  return call(...args);
}
