import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  exec,
  getExecOutput
} from "./chunk-LD3HFO7X.js";
import "./chunk-GXR4K2QE.js";
export {
  exec,
  getExecOutput
};
