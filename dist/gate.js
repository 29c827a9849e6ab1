import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  runAction
} from "./shared-gate-index-plan.js";
import "./shared-cli-gate-index-plan.js";
import "./shared-cache-client-gate-index-plan.js";
import "./shared-cache-client-cli-gate-index-plan.js";
import "./shared-cli-gate-index-junit-plan.js";
import "./shared-cache-client-cli-gate-index-junit-plan-secretlint.js";

// src/gate-action.ts
await runAction("gate");
