import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  ConfigurationError,
  EnvironmentCache,
  EnvironmentPool,
  Inconclusive,
  InstallationError,
  OPTIONS,
  cachePolicy,
  cacheSetByCaller,
  createEnvironments,
  declaredRequirements,
  describeEnding,
  describeInstaller,
  endChildrenOnExit,
  environmentsDirectory,
  failureMessage,
  findInstaller,
  findInterpreter,
  findPackages,
  findPip,
  findPythons,
  fixesText,
  gate,
  inParallel,
  indexSettings,
  install,
  isCacheable,
  joinedSummary,
  joinedText,
  joinedVerdict,
  keyOf,
  makeConfig,
  onlyWith,
  packagesText,
  partitionPackages,
  placeToEdit,
  plainProgress,
  plan,
  planSummary,
  planText,
  redact,
  secretsIn,
  summaryOf,
  toolRequirements,
  verdictText,
  verifyLogged,
  workflowLogStyle,
  worstFirst,
  writeFormats
} from "./shared-cli-gate-index-plan.js";
import {
  error,
  getExecOutput,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./shared-cache-client-gate-index-plan.js";
import {
  EXIT_STATUS,
  RULES,
  count,
  docsPage,
  list,
  listSome,
  normalizeName,
  parseRequirement,
  programVersion,
  verdictOfRun
} from "./shared-cli-gate-index-junit-plan.js";

// src/report/annotations.ts
var MAX_PER_LEVEL = 10;
var LEVELS = { error: "error", warning: "warning", note: "notice" };
function annotationsOf(report) {
  const findings = worstFirst(
    report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === void 0)
  );
  const inconclusive = report.packages.flatMap(
    (one) => one.checks.filter(({ status }) => status === "error").map(
      (check) => ({
        annotation: {
          level: "error",
          title: `${one.name}: ${check.check} inconclusive${pythonSuffix(check)}`,
          message: check.reason ?? ""
        },
        kind: `${check.check} inconclusive`,
        findings: 1
      })
    )
  );
  const all = [...byPlace(findings).map(annotationOf), ...inconclusive];
  return ["error", "warning", "notice"].flatMap(
    (level) => limit(
      inTurn(all.filter(({ annotation }) => annotation.level === level)),
      level === "error" ? MAX_PER_LEVEL - 1 : MAX_PER_LEVEL
    )
  );
}
function inTurn(annotations) {
  const seen = /* @__PURE__ */ new Map();
  const turns = annotations.map((one) => {
    const turn = seen.get(one.kind) ?? 0;
    seen.set(one.kind, turn + 1);
    return { one, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ one }) => one);
}
function annotationsOfProblems(problems, title = "as-installed: configuration") {
  const annotations = problems.map(
    ({ message, file, line }) => ({
      level: "error",
      title,
      message,
      ...file === void 0 ? {} : { file },
      ...line === void 0 ? {} : { startLine: line }
    })
  );
  const counted = annotations.map((annotation) => ({ annotation, kind: void 0, findings: 1 }));
  return limit(counted, MAX_PER_LEVEL - 1);
}
function byPlace(findings) {
  const groups = /* @__PURE__ */ new Map();
  for (const [index, finding] of findings.entries()) {
    const { file, line } = placeToEdit(finding);
    const key = file === void 0 ? `${index}` : `${finding.rule} ${finding.severity} ${file}:${line}`;
    const group = groups.get(key);
    if (group === void 0) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()];
}
function annotationOf([finding, ...others]) {
  const { rule, severity, message, effect = "", fix, patch } = finding;
  const { file, line } = placeToEdit(finding);
  const tried = patch?.status === "tried" ? `Fix: ${patch.summary} The job summary has it as a diff.` : void 0;
  const more = others.length === 0 ? "" : `${count(others.length, `more ${rule} finding`)} here.`;
  const lines = [
    message,
    effect,
    more,
    tried ?? (fix === void 0 ? "" : `Fix: ${fix}`),
    `See ${docsPage(rule)}`
  ];
  return {
    annotation: {
      level: LEVELS[severity],
      title: `${rule}: ${RULES[rule].title}${pythonSuffix(finding)}`,
      message: lines.filter(Boolean).join("\n"),
      ...file === void 0 ? {} : { file },
      ...line === void 0 ? {} : { startLine: line }
    },
    kind: rule,
    findings: 1 + others.length
  };
}
function pythonSuffix(item) {
  const only = onlyWith(item);
  return only === "" ? "" : ` (${only})`;
}
function limit(all, max) {
  const annotations = all.map(({ annotation }) => annotation);
  const [first] = annotations;
  if (first === void 0 || all.length <= max) return annotations;
  const rest = /* @__PURE__ */ new Map();
  for (const { kind, findings } of all.slice(max - 1)) rest.set(kind, (rest.get(kind) ?? 0) + findings);
  const total = [...rest.values()].reduce((sum, n) => sum + n, 0);
  const kinds = [...rest].flatMap(([kind, n]) => kind === void 0 ? [] : [`${n} ${kind}`]);
  const place = kinds.length === 0 ? "log" : "job summary";
  const what = [
    `${count(total, `more ${first.level}`)} not annotated, as GitHub shows ${MAX_PER_LEVEL} per step`
  ];
  if (kinds.length > 0) what.push(listSome(kinds, MAX_PER_LEVEL));
  return [
    ...annotations.slice(0, max - 1),
    {
      level: first.level,
      title: "as-installed",
      message: `${what.join(": ")}. See the ${place}.`
    }
  ];
}

// src/report/workflow-log.ts
import { randomUUID } from "node:crypto";
function workflowLog({ title }, text) {
  if (text.trim() === "") return "";
  const token = randomUUID();
  const lines = text.trimEnd().split(/\r\n|\r|\n/).map((line) => `\u2502 ${line}`);
  return [
    `::group::${escapeCommands(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    "::endgroup::",
    ""
  ].join("\n");
}
function escapeCommands(text) {
  return text.replace(/^([\s\u0085]*)::/gm, "$1: :").replaceAll("##[", "## [");
}

// src/actions/annotate.ts
var BY_LEVEL = { error, warning, notice };
function annotate(annotations) {
  for (const { level, message, ...location } of annotations) BY_LEVEL[level](message, location);
}
async function writeSummary(text) {
  try {
    await summary.addRaw(text).write();
  } catch (error2) {
    warning(`The job summary could not be written: ${error2.message}`);
  }
}

// src/actions/gate-action.ts
async function gateAction(config, mode) {
  const { report, file } = await gate(config, mode, config.directory);
  info(escapeCommands(joinedText(report, workflowLogStyle(config.environment))));
  await writeFormats(report, config.formats);
  annotate(annotationsOfProblems(report.gate?.problems ?? [], "as-installed: gate"));
  await writeSummary(joinedSummary(report));
  setOutput("verdict", report.verdict);
  setOutput("report", file);
  const verdict = verdictOfRun(report);
  if (verdict !== "pass") setFailed(`as-installed: ${verdict}. ${joinedVerdict(report)}`);
  process.exitCode = EXIT_STATUS[verdict];
}

// src/actions/plan-action.ts
async function planAction(config, mode) {
  const { plan: planned, matrix, file } = await plan(config, mode, config.directory);
  info(escapeCommands(planText(planned)));
  await writeSummary(planSummary(planned));
  setOutput("matrix", matrix);
  setOutput("count", planned.cells.length);
  setOutput("plan", file);
  setOutput("plan-digest", planned.digest);
}

// src/actions/verify-action.ts
import { mkdtemp as mkdtemp3, readFile as readFile3, writeFile as writeFile2 } from "node:fs/promises";
import { tmpdir as tmpdir4 } from "node:os";
import { dirname as dirname2, join as join6, sep as sep2 } from "node:path";

// src/cache/cache.ts
import { mkdir as mkdir2, rm as rm5 } from "node:fs/promises";
import { tmpdir as tmpdir3 } from "node:os";
import { join as join5 } from "node:path";

// src/cache/cached-directory.ts
import { existsSync } from "node:fs";

// src/cache/key.ts
import { createHash } from "node:crypto";
function keysOf({ name, platform, content }) {
  const digest = createHash("sha256").update(JSON.stringify([...new Set(content)].sort())).digest("hex");
  const words = ["as-installed", name, ...platform].map(
    (word) => word.replace(/[^\w.+-]+/g, "-").slice(0, 60)
  );
  const restoreKey = `${words.join("-")}-`;
  return { key: `${restoreKey}${digest.slice(0, 40)}`, restoreKey };
}

// src/cache/service.ts
import { mkdir, rename, rm as rm2 } from "node:fs/promises";
import { basename, dirname, join as join2 } from "node:path";
import { fileURLToPath } from "node:url";

// src/cache/manifest.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile, readlink, realpath, rm, writeFile } from "node:fs/promises";
import { isAbsolute, join, posix, sep } from "node:path";
var MANIFEST = "as-installed-manifest.json";
var LINK = "link:";
async function writeManifest(directory) {
  await writeFile(join(directory, MANIFEST), JSON.stringify(await contentsOf(directory)));
}
async function verifyManifest(directory, linkTargets = []) {
  const file = join(directory, MANIFEST);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error("the manifest is missing");
  });
  await rm(file);
  const [expected, actual] = [JSON.parse(text), await contentsOf(directory)];
  const paths = [.../* @__PURE__ */ new Set([...Object.keys(expected), ...Object.keys(actual)])].sort();
  const changed = paths.find((path) => expected[path] !== actual[path]);
  if (changed !== void 0) throw new Error(`${changed} differs from its manifest`);
  const [inside, ...allowed] = await Promise.all([directory, ...linkTargets].map(realPath));
  for (const [path, content] of Object.entries(actual)) {
    if (!content.startsWith(LINK)) continue;
    const [target, realTarget] = [content.slice(LINK.length), await realPath(join(directory, path))];
    const isInside = `${realTarget}${sep}`.startsWith(`${inside}${sep}`);
    const isAllowed = isAbsolute(target) ? allowed.includes(realTarget) : !isOutside(path, target) && (isInside || allowed.includes(realTarget));
    if (!isAllowed) throw new Error(`${path} is a link to a path outside of it`);
  }
}
async function contentsOf(directory) {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const path = file.slice(directory.length + 1).split(sep).join("/");
      if (entry.isSymbolicLink())
        return [path, `${LINK}${(await readlink(file)).split(sep).join("/")}`];
      if (!entry.isFile()) throw new Error(`${path} is not a regular file`);
      const digest = createHash2("sha256").update(await readFile(file)).digest("hex");
      return [path, `sha256:${digest}`];
    }
  );
  return Object.fromEntries(described);
}
function realPath(file) {
  return realpath(file).catch(() => file);
}
function isOutside(path, target) {
  return /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target));
}

// src/cache/service.ts
var TIMED_OUT = 124;
var CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/cache-client.js" : "./cache-client.js",
    import.meta.url
  )
);
var RESTORE_TIMEOUT = 30;
var SAVE_TIMEOUT = 120;
async function restore(entry, caller) {
  const { path, key, linkTargets } = entry;
  const workspace = `${path}.restoring`;
  try {
    const { response, warning: warning2, ending } = await sendRequest(
      "restore",
      entry,
      workspace,
      caller,
      RESTORE_TIMEOUT
    );
    if (response?.kind !== "restored")
      return { kind: "unreachable", reason: warning2 ?? `the client ${ending}` };
    if (response.key === void 0) {
      if (warning2 === void 0) return { kind: "miss" };
      const reason = warning2;
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(warning2) ? "unusable" : "unreachable", reason };
    }
    const restored = join2(workspace, basename(path));
    await verifyManifest(restored, linkTargets);
    await mkdir(dirname(path), { recursive: true });
    await rename(restored, path);
    return { kind: response.key === key ? "hit" : "partial-hit" };
  } catch (error2) {
    return { kind: "unusable", reason: error2.message };
  } finally {
    await rm2(workspace, { recursive: true, force: true });
  }
}
async function save(entry, caller) {
  const { path, linkTargets } = entry;
  try {
    await writeManifest(path);
    const { response, warning: warning2, ending } = await sendRequest(
      "save",
      entry,
      dirname(path),
      caller,
      SAVE_TIMEOUT
    );
    await verifyManifest(path, linkTargets);
    if (response?.kind !== "saved") return { kind: "failed", reason: warning2 ?? `the client ${ending}` };
    if (response.id >= 0) return { kind: "saved" };
    return warning2 === void 0 || /cache write denied|Unable to reserve cache/.test(warning2) ? { kind: "refused" } : { kind: "failed", reason: warning2 };
  } catch (error2) {
    return { kind: "failed", reason: error2.message };
  }
}
async function sendRequest(action, { path, key, restoreKey }, workspace, caller, timeout) {
  const scratch = `${path}.client`;
  await mkdir(workspace, { recursive: true });
  await mkdir(scratch, { recursive: true });
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller;
    const request = { action, path: basename(path), key, restoreKey, timeout };
    const variables = {
      ...rest,
      GITHUB_WORKSPACE: workspace,
      RUNNER_TEMP: scratch
    };
    const { stdout, ending } = await runClient(request, workspace, variables);
    const last = stdout.trimEnd().split("\n").at(-1) ?? "";
    const succeeded = ending.kind === "exited" && ending.code === 0;
    const response = succeeded && last.startsWith("{") ? JSON.parse(last) : void 0;
    return { response, warning: warningIn(stdout), ending: describeEnding(ending) };
  } finally {
    await rm2(scratch, { recursive: true, force: true });
  }
}
async function runClient(request, cwd, env) {
  try {
    const options = { cwd, env, silent: true, ignoreReturnCode: true };
    const { stdout, exitCode } = await getExecOutput(
      `"${process.execPath}"`,
      [CLIENT, JSON.stringify(request)],
      options
    );
    return { stdout, ending: endingOf(exitCode, request.timeout) };
  } catch (error2) {
    return { stdout: "", ending: { kind: "not-started", reason: error2.message } };
  }
}
function endingOf(exitCode, timeout) {
  if (exitCode === TIMED_OUT) return { kind: "timed-out", afterSeconds: timeout };
  if (exitCode === null) return { kind: "killed", signal: "a signal" };
  return { kind: "exited", code: exitCode };
}
function warningIn(stdout) {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? [];
  return text?.replace(/%0[AD]/g, " ").replaceAll("%25", "%").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);
}

// src/cache/cached-directory.ts
function platformOf({ packages, installer }) {
  const { implementation, version } = packages[0].interpreter;
  return [
    programVersion(),
    process.platform,
    process.arch,
    implementation,
    version,
    describeInstaller(installer)
  ];
}
async function useDirectories(directories, { maySave, caller }) {
  const restored = await Promise.all(directories.map((directory) => restoreDirectory(directory, caller)));
  if (!maySave) return summarize(restored);
  const filled = [];
  for (const one of restored) filled.push(one.isPending ? await fillDirectory(one, caller) : one);
  return summarize(await Promise.all(filled.map((one) => one.isPending ? saveDirectory(one, caller) : one)));
}
function summarize(steps) {
  const unreachable = steps.filter((one) => one.unreachable !== void 0);
  const names = list(unreachable.map(({ directory }) => directory.name));
  const once = unreachable.slice(0, 1).map((one) => `The cache could not be queried for ${names}: ${one.unreachable}`);
  return {
    outcomes: steps.map(({ outcome }) => outcome),
    warnings: [...once, ...steps.flatMap(({ warnings }) => warnings)]
  };
}
async function restoreDirectory(directory, caller) {
  const { name, path, linkTargets = [], usesRestoreKey } = directory;
  const { key, restoreKey } = keysOf(directory);
  const entry = { path, key, restoreKey: usesRestoreKey ? restoreKey : void 0, linkTargets };
  const restored = await restore(entry, caller);
  const stateOf = (outcome, ...warnings) => {
    return { directory, entry, outcome: `${name} ${outcome}`, warnings, isPending: false };
  };
  switch (restored.kind) {
    case "hit":
      return stateOf("restored");
    case "partial-hit":
      return { ...stateOf("restored from a similar run"), isPending: true };
    case "miss":
      return { ...stateOf("not found"), isPending: true };
    case "unreachable":
      return { ...stateOf("not restored"), unreachable: restored.reason };
    case "unusable": {
      const advice = `If this happens again, delete the cache entries of the repository that begin with ${restoreKey}.`;
      const warning2 = `The cache entry for ${name} was discarded: ${restored.reason}. ${advice}`;
      return { ...stateOf("not found", warning2), isPending: true };
    }
  }
}
async function fillDirectory(step, caller) {
  const { directory, outcome, warnings } = step;
  const ended = { ...step, isPending: false };
  try {
    await directory.fill(caller);
  } catch (error2) {
    const more = error2 instanceof Inconclusive ? [] : [`${directory.name} could not be downloaded in advance: ${error2}`];
    return { ...ended, outcome: `${outcome}, not saved`, warnings: [...warnings, ...more] };
  }
  return existsSync(directory.path) ? step : { ...ended, outcome: `${outcome}, nothing to save` };
}
async function saveDirectory(step, caller) {
  const { directory, entry, outcome, warnings } = step;
  const saved = await save(entry, caller);
  const more = saved.kind === "failed" ? [`Cannot save ${directory.name} to the cache: ${saved.reason}`] : [];
  return {
    ...step,
    outcome: `${outcome}, ${saved.kind === "saved" ? "" : "not "}saved`,
    warnings: [...warnings, ...more]
  };
}

// src/cache/downloads.ts
import { mkdtemp, rm as rm3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join3 } from "node:path";
var downloads = async (run) => {
  const { config, installer, root } = run;
  const { environment } = config;
  const name = installer.kind === "uv" ? "uv" : "pip";
  const reason = cacheSetByCaller(config.cache, name, environment);
  if (reason !== void 0) return { kind: "skipped", reason: `${name} not cached, because ${reason}` };
  const path = join3(root, name);
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path };
  const resolutions = await resolutionsOf(run);
  const directory = {
    name,
    path,
    platform: platformOf(run),
    content: resolutions.map(
      ({ interpreter, requirements }) => JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()])
    ),
    usesRestoreKey: true,
    fill: (caller) => prefetch(resolutions, installer, caller)
  };
  return { kind: "found", directory, variables };
};
async function resolutionsOf({ packages, config }) {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await declaredRequirements(project, config);
      const { requirements: tools } = await toolRequirements("metadata", interpreter);
      return [
        { interpreter, requirements: tools, noDeps: true },
        { interpreter, requirements: build, noDeps: false },
        { interpreter, requirements: tests, noDeps: false }
      ];
    })
  );
  const resolutions = all.flat().filter(({ requirements }) => requirements.length > 0);
  const key = (one) => JSON.stringify([one.interpreter.executable, one.requirements]);
  return [...new Map(resolutions.map((one) => [key(one), one])).values()];
}
async function prefetch(resolutions, installer, caller) {
  const scratch = await mkdtemp(join3(tmpdir(), "as-installed-ahead-"));
  try {
    await inParallel(resolutions, async ({ interpreter, requirements, noDeps }) => {
      const root = await mkdtemp(join3(scratch, "environment-"));
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
      if (environment === void 0)
        throw new Inconclusive(`${interpreter.executable} cannot create an environment.`);
      const options = [...noDeps ? ["--no-deps"] : [], "--only-binary", ":all:"];
      await install({ installer, environment, requirements, options, cwd: scratch, caller });
    });
  } finally {
    await rm3(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

// src/cache/environments.ts
import { existsSync as existsSync2 } from "node:fs";
import { mkdtemp as mkdtemp2, readFile as readFile2, rm as rm4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4 } from "node:path";
var environments = async (run) => {
  const { config, installer, root } = run;
  const path = environmentsDirectory(root);
  const needed = await environmentsOf(run);
  const directory = {
    name: "environments",
    path,
    platform: [...platformOf(run), currentDay()],
    content: [
      path,
      await machineImage(config.environment),
      await indexSettings(config.environment),
      ...needed.map(
        ({ interpreter, contents }) => JSON.stringify([interpreter.executable, interpreter.version, contents.map(keyOf).sort()])
      )
    ],
    // Environments of another day may be outdated, and those with other requirements would not be used.
    usesRestoreKey: false,
    linkTargets: needed.map(({ interpreter }) => interpreter.executable),
    fill: (caller) => createEnvironments2(needed, installer, path, caller)
  };
  return { kind: "found", directory, kept: root };
};
function currentDay() {
  return (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
}
async function machineImage({ ImageOS, ImageVersion }) {
  const release = await readFile2("/etc/os-release", "utf8").catch(() => "");
  return JSON.stringify([ImageOS, ImageVersion, release]);
}
async function environmentsOf({ packages }) {
  const ownNames = packages.flatMap(({ project: { name, workspaceMembers } }) => [
    name,
    ...workspaceMembers.map((one) => one.name)
  ]);
  const interpreters = new Map(packages.map(({ interpreter }) => [interpreter.executable, interpreter]));
  return Promise.all(
    [...interpreters.values()].map(async (interpreter) => {
      const same = packages.filter((one) => one.interpreter.executable === interpreter.executable);
      const all = await Promise.all(same.map((one) => contentsFor(one, ownNames.map(normalizeName))));
      const contents = new Map(all.flat().map((one) => [keyOf(one), one]));
      return { interpreter, contents: [...contents.values()] };
    })
  );
}
async function contentsFor({ project, interpreter }, ownNames) {
  const { requires: requirements } = project.buildSystem;
  const tools = await toolRequirements(
    existsSync2(join4(project.directory, "README.rst")) ? "readme" : "metadata",
    interpreter
  );
  const isFromIndex = requirements.length > 0 && isCacheable({ requirements }) && !requirements.some((text) => ownNames.includes(parseRequirement(text)?.name ?? ""));
  return isFromIndex ? [{ requirements }, tools] : [tools];
}
async function createEnvironments2(needed, runInstaller, directory, caller) {
  const scratch = await mkdtemp2(join4(tmpdir2(), "as-installed-ahead-"));
  try {
    for (const { interpreter, contents } of needed) {
      const installer = runInstaller.kind === "uv" ? runInstaller : findPip(interpreter);
      const cache = await EnvironmentCache.open(directory, { interpreter, installer, caller });
      const pool = new EnvironmentPool({ interpreter, installer, cache, scratch, caller, onlyWheels: true });
      pool.prepare(contents);
      await inParallel(
        contents,
        (one) => pool.provide(one, async () => void 0).catch(ignoreInstallationError)
      );
    }
  } finally {
    await rm4(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
function ignoreInstallationError(error2) {
  if (!(error2 instanceof InstallationError)) throw error2;
}

// src/cache/cache.ts
async function openCache(config, directories = [downloads, environments]) {
  const { environment } = config;
  const policy = cachePolicy(config.cache, environment);
  const root = join5(environment.RUNNER_TEMP ?? tmpdir3(), "as-installed-cache");
  const close = () => rm5(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => void 0);
  const disabled = (reason, ...warnings) => ({
    config,
    line: `Cache: off (${reason}).`,
    warnings,
    close
  });
  if (!policy.uses) {
    const warning2 = `The option cache is on, but the cache cannot be used: ${policy.reason}.`;
    return config.cache === "on" ? disabled(policy.reason, warning2) : disabled(policy.reason);
  }
  if (/[\s"]/.test(root)) return disabled(`the cache client does not support the path ${root}`);
  try {
    await close();
    await mkdir2(root, { recursive: true, mode: 448 });
    const run = await readContext(config, root);
    const results = await Promise.all(directories.map((find) => find(run)));
    const found = results.flatMap((result) => result.kind === "found" ? [result] : []);
    const skipped = results.flatMap((result) => result.kind === "skipped" ? [result.reason] : []);
    const caller = Object.assign({}, environment, ...found.map(({ variables }) => variables));
    const use = await useDirectories(
      found.map(({ directory }) => directory),
      { maySave: policy.maySave, caller }
    );
    const cacheDirectory = found.find((one) => one.kept !== void 0)?.kept ?? config.cacheDirectory;
    return {
      config: { ...config, environment: caller, cacheDirectory },
      line: `Cache: on (${policy.reason}); ${[...skipped, ...use.outcomes].join("; ")}.`,
      warnings: use.warnings,
      close
    };
  } catch (error2) {
    if (error2 instanceof ConfigurationError || error2 instanceof Inconclusive)
      return disabled("there is nothing to verify");
    return disabled("it could not be prepared", `The cache could not be prepared: ${error2}`);
  }
}
async function readContext(config, root) {
  const { paths, pythons, environment } = config;
  const found = await findPackages(paths);
  const projects = found.flatMap(({ requested, sources }) => {
    return sources.flatMap(({ project }) => requested.includes(project.path) ? [project] : []);
  });
  const allowed = [...new Set(projects.map(({ requiresPython }) => requiresPython))];
  const finding = allowed.map(async (requiresPython) => {
    const { found: found2 } = await findPythons(pythons, requiresPython, async (wanted) => ({
      interpreter: await findInterpreter(wanted, environment, process.cwd())
    }));
    return [requiresPython, found2];
  });
  const byRequirement = new Map(await Promise.all(finding));
  const packages = projects.flatMap(
    (project) => (byRequirement.get(project.requiresPython) ?? []).map(({ toolchain }) => ({ project, ...toolchain }))
  );
  const [first] = packages;
  if (first === void 0) throw new Inconclusive("No package to verify.");
  const installer = await findInstaller(config.installer, first.interpreter, environment);
  return { config, packages: [first, ...packages.slice(1)], installer, root };
}

// src/actions/verify-action.ts
async function verifyAction(config) {
  const cache = await openCache(config);
  info(escapeCommands(cache.line));
  for (const warning2 of cache.warnings) warning(warning2, { title: "as-installed: cache" });
  const progress = plainProgress((line) => info(escapeCommands(line)));
  const { timings, triesFixes } = config;
  const style = {
    ...workflowLogStyle(config.environment),
    timings,
    fixes: triesFixes ? "below" : "inline"
  };
  const printReport = (report) => info(escapeCommands(packagesText(report, style)));
  const result = await verifyLogged(cache.config, progress, printReport).finally(cache.close);
  const shownDirectories = partitionPackages(result.report)[0].map(({ logs }) => join6(logs, sep2));
  for (const log of result.logs.filter(
    ({ file }) => shownDirectories.some((directory) => file.startsWith(directory))
  ))
    process.stdout.write(workflowLog(log, await readFile3(log.file, "utf8").catch(() => "")));
  if (triesFixes) info(escapeCommands(fixesText(result.report, style)));
  info(escapeCommands(verdictText(result.report, style)));
  await writeFormats(result.report, config.formats);
  annotate(annotationsOf(result.report));
  const summary2 = `${summaryOf(result.report)}
${cache.line}
`;
  await writeSummary(summary2);
  setOutputs(result, await keepSummary(summary2, config));
  const verdict = verdictOfRun(result.report);
  if (verdict !== "pass") setFailed(`as-installed: ${failureMessage(result.report)}`);
  process.exitCode = EXIT_STATUS[verdict];
}
async function keepSummary(text, { out, environment }) {
  const temporary = environment.RUNNER_TEMP ?? tmpdir4();
  const file = join6(out ?? await mkdtemp3(join6(temporary, "as-installed-summary-")), "summary.md");
  await writeFile2(file, text);
  return file;
}
function setOutputs({ report, file, patch }, summary2) {
  const [first] = report.packages;
  const distribution = (kind) => first?.artifacts.find((one) => one.kind === kind)?.file ?? "";
  const counted = report.packages.flatMap(
    ({ findings }) => findings.filter(({ ignored }) => ignored === void 0)
  );
  const numberOf = (severity) => counted.filter((one) => one.severity === severity).length;
  setOutput("verdict", report.verdict);
  setOutput("errors", numberOf("error"));
  setOutput("warnings", numberOf("warning"));
  setOutput("notes", numberOf("note"));
  setOutput("package-name", first?.name ?? "");
  setOutput("version", first?.version ?? "");
  setOutput("previous-version", first?.previousVersion ?? "");
  setOutput("wheel", distribution("wheel"));
  setOutput("sdist", distribution("sdist"));
  setOutput("dist", distribution("wheel") === "" ? "" : dirname2(distribution("wheel")));
  setOutput("report", file);
  setOutput("summary", summary2);
  setOutput("patch", patch ?? "");
}

// src/actions/run-action.ts
async function runAction(mode) {
  endChildrenOnExit(reportError);
  try {
    for (const secret of secretsIn(process.env)) setSecret(secret);
    const inputs = Object.fromEntries(OPTIONS.map(({ name }) => [name, getInput(name)]));
    const given = mode === void 0 ? inputs : { ...inputs, mode };
    const config = makeConfig(given, process.env, process.env.GITHUB_WORKSPACE ?? process.cwd());
    requireFiles(config);
    await runMode(config);
  } catch (error2) {
    reportError(error2);
  }
}
function requireFiles({ formats }) {
  const problems = formats.filter(({ file }) => file === void 0).map(({ format }) => ({
    message: `output has no file for the format ${format}. Name one, such as as-installed.${format}.`
  }));
  if (problems.length > 0) throw new ConfigurationError(problems);
}
function runMode(config) {
  switch (config.mode.kind) {
    case "verify":
      return verifyAction(config);
    case "plan":
      return planAction(config, config.mode);
    case "gate":
      return gateAction(config, config.mode);
    case "init":
      throw new ConfigurationError([{ message: 'mode is "init", which is only for the command line.' }]);
  }
}
function reportError(error2) {
  setOutput("verdict", "error");
  if (error2 instanceof ConfigurationError) {
    for (const { message } of error2.problems) info(escapeCommands(message));
    annotate(annotationsOfProblems(error2.problems));
    setFailed("as-installed: the configuration is wrong.");
    process.exitCode = 2;
  } else if (error2 instanceof Inconclusive) {
    setFailed(`as-installed: ${redact(error2.message, secretsIn(process.env))}`);
    process.exitCode = EXIT_STATUS.error;
  } else {
    setFailed(
      `as-installed: this is a bug in as-installed, please report it: ${error2.message}`
    );
    process.exitCode = EXIT_STATUS.error;
  }
}

export {
  runAction
};
