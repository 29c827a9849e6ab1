import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  ConfigurationError,
  EXIT_STATUS,
  OPTIONS,
  RULES,
  Undecided,
  announcedRequirements,
  bounded,
  cachePolicy,
  cell,
  count,
  createEnvironments,
  describeEnding,
  describeInstaller,
  docsPage,
  endChildrenOnSignals,
  escapeMarkdown,
  findInstaller,
  findInterpreter,
  findPackages,
  findingLines,
  gate,
  inParallel,
  install,
  joinedFindings,
  joinedTable,
  joinedText,
  joinedVerdict,
  keptElsewhere,
  list,
  main,
  makeConfig,
  plainProgress,
  plan,
  planSummary,
  planText,
  programVersion,
  redact,
  run,
  secretsIn,
  succeeded,
  summaryOf,
  terminalReport,
  toolsFor
} from "./chunk-RJP5QZCX.js";
import {
  error,
  getInput,
  info,
  notice,
  setFailed,
  setOutput,
  setSecret,
  summary,
  warning
} from "./chunk-QWZ3PCDF.js";
import "./chunk-3ZCV72NQ.js";
import "./chunk-RVW74JTA.js";
import "./chunk-GXR4K2QE.js";

// src/index.ts
import { readFile as readFile2 } from "node:fs/promises";
import { dirname as dirname2 } from "node:path";

// src/cache/cache.ts
import { mkdir as mkdir2, rm as rm4 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join4 } from "node:path";

// src/cache/downloads.ts
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
var downloads = async (run2) => {
  const { config, packages, installer, root } = run2;
  const { environment } = config;
  const name = installer.kind === "uv" ? "uv" : "pip";
  const elsewhere = keptElsewhere(config.cache, name, environment);
  if (elsewhere !== void 0) return { kind: "left", reason: `${name} left alone, as ${elsewhere}` };
  const path = join(root, name);
  const variables = { [`${name.toUpperCase()}_CACHE_DIR`]: path };
  const wanted = await wantedBy(run2);
  const { implementation, version } = packages[0].interpreter;
  const folder = {
    name,
    path,
    surroundings: [
      programVersion(),
      process.platform,
      process.arch,
      implementation,
      version,
      describeInstaller(installer)
    ],
    content: wanted.map(
      ({ interpreter, requirements }) => JSON.stringify([interpreter.implementation, interpreter.version, [...requirements].sort()])
    ),
    fill: () => fetchAhead(wanted, installer, { ...environment, ...variables })
  };
  return { kind: "found", folder, variables };
};
async function wantedBy({ packages, config }) {
  const all = await Promise.all(
    packages.map(async ({ project, interpreter }) => {
      const { build, tests } = await announcedRequirements(project, config);
      const { requirements: tools } = await toolsFor("metadata", interpreter);
      return [
        { interpreter, requirements: tools, alone: true },
        { interpreter, requirements: build, alone: false },
        { interpreter, requirements: tests, alone: false }
      ];
    })
  );
  const wanted = all.flat().filter(({ requirements }) => requirements.length > 0);
  const key = (one) => JSON.stringify([one.interpreter.executable, one.requirements]);
  return [...new Map(wanted.map((one) => [key(one), one])).values()];
}
async function fetchAhead(wanted, installer, caller) {
  const scratch = await mkdtemp(join(tmpdir(), "as-installed-ahead-"));
  try {
    await inParallel(wanted, async ({ interpreter, requirements, alone }) => {
      const root = await mkdtemp(join(scratch, "environment-"));
      const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
      if (environment === void 0) throw new Undecided(`${interpreter.executable} made no environment.`);
      const options = [...alone ? ["--no-deps"] : [], "--only-binary", ":all:"];
      await install({ installer, environment, requirements, options, cwd: scratch, caller });
    });
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

// src/cache/folder.ts
import { existsSync } from "node:fs";

// src/cache/key.ts
import { createHash } from "node:crypto";
function keysOf({ name, surroundings, content }) {
  const digest = createHash("sha256").update(JSON.stringify([...new Set(content)].sort())).digest("hex");
  const words = ["as-installed", name, ...surroundings].map(
    (word) => word.replace(/[^\w.+-]+/g, "-").slice(0, 60)
  );
  const similar = `${words.join("-")}-`;
  return { key: `${similar}${digest.slice(0, 40)}`, similar };
}

// src/cache/service.ts
import { mkdir, rename, rm as rm3 } from "node:fs/promises";
import { basename, dirname, join as join3 } from "node:path";
import { fileURLToPath } from "node:url";

// src/cache/manifest.ts
import { createHash as createHash2 } from "node:crypto";
import { readdir, readFile, readlink, rm as rm2, writeFile } from "node:fs/promises";
import { join as join2, posix, sep } from "node:path";
var MANIFEST = "as-installed-manifest.json";
async function seal(folder) {
  await writeFile(join2(folder, MANIFEST), JSON.stringify(await contentsOf(folder)));
}
async function unseal(folder) {
  const file = join2(folder, MANIFEST);
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error("it has no manifest");
  });
  await rm2(file);
  const [sealed, found] = [JSON.parse(text), await contentsOf(folder)];
  const paths = [.../* @__PURE__ */ new Set([...Object.keys(sealed), ...Object.keys(found)])].sort();
  const wrong = paths.find((path) => sealed[path] !== found[path]);
  if (wrong !== void 0) throw new Error(`${wrong} is not what its manifest says`);
  const outward = Object.entries(found).find(([path, content]) => leadsOut(path, content));
  if (outward !== void 0) throw new Error(`${outward[0]} is a link that leads out of it`);
}
async function contentsOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const described = await inParallel(
    entries.filter((entry) => !entry.isDirectory()),
    async (entry) => {
      const file = join2(entry.parentPath, entry.name);
      const path = file.slice(folder.length + 1).split(sep).join("/");
      if (entry.isSymbolicLink())
        return [path, `link:${(await readlink(file)).split(sep).join("/")}`];
      if (!entry.isFile()) throw new Error(`${path} is no file`);
      const digest = createHash2("sha256").update(await readFile(file)).digest("hex");
      return [path, `sha256:${digest}`];
    }
  );
  return Object.fromEntries(described);
}
function leadsOut(path, content) {
  if (!content.startsWith("link:")) return false;
  const target = content.slice("link:".length);
  return /^([A-Za-z]:)?\//.test(target) || /^\.\.(\/|$)/.test(posix.join(posix.dirname(path), target));
}

// src/cache/service.ts
var CLIENT = fileURLToPath(
  new URL(
    import.meta.url.endsWith(".ts") ? "../../dist/cache-client.js" : "./cache-client.js",
    import.meta.url
  )
);
var RESTORE_LIMIT = 30;
var SAVE_LIMIT = 120;
async function restore({ path, ...keys }, caller) {
  const room = `${path}.restoring`;
  try {
    const { answer, complaint, ending } = await ask(
      "restore",
      room,
      basename(path),
      keys,
      caller,
      RESTORE_LIMIT
    );
    if (answer?.kind !== "restored")
      return { kind: "unreachable", reason: complaint ?? `the client ${ending}` };
    if (answer.key === void 0) {
      if (complaint === void 0) return { kind: "nothing" };
      const reason = complaint;
      return { kind: /\btar\b|exit code|unzstd|gzip/i.test(complaint) ? "unusable" : "unreachable", reason };
    }
    const restored = join3(room, basename(path));
    await unseal(restored);
    await mkdir(dirname(path), { recursive: true });
    await rename(restored, path);
    return { kind: answer.key === keys.key ? "exact" : "similar" };
  } catch (error2) {
    return { kind: "unusable", reason: error2.message };
  } finally {
    await rm3(room, { recursive: true, force: true });
  }
}
async function save({ path, ...keys }, caller) {
  try {
    await seal(path);
    const { answer, complaint, ending } = await ask(
      "save",
      dirname(path),
      basename(path),
      keys,
      caller,
      SAVE_LIMIT
    );
    await unseal(path);
    if (answer?.kind !== "saved") return { kind: "failed", reason: complaint ?? `the client ${ending}` };
    if (answer.id >= 0) return { kind: "saved" };
    return complaint === void 0 || /cache write denied|Unable to reserve cache/.test(complaint) ? { kind: "refused" } : { kind: "failed", reason: complaint };
  } catch (error2) {
    return { kind: "failed", reason: error2.message };
  }
}
async function ask(action2, room, path, keys, caller, timeLimit) {
  const scratch = `${room}.client`;
  await mkdir(room, { recursive: true });
  await mkdir(scratch, { recursive: true });
  try {
    const { RUNNER_DEBUG: _, NODE_OPTIONS: __, ...rest } = caller;
    const request = { action: action2, path, ...keys };
    const child = await run({
      program: process.execPath,
      args: [CLIENT, JSON.stringify(request)],
      cwd: room,
      variables: { ...rest, GITHUB_WORKSPACE: room, RUNNER_TEMP: scratch },
      timeLimit
    });
    const last = child.stdout.trimEnd().split("\n").at(-1) ?? "";
    const answer = succeeded(child) && last.startsWith("{") ? JSON.parse(last) : void 0;
    return { answer, complaint: complaintIn(child.stdout), ending: describeEnding(child.ending) };
  } finally {
    await rm3(scratch, { recursive: true, force: true });
  }
}
function complaintIn(stdout) {
  const [, text] = /^::(?:warning|error)::(.+)$/m.exec(stdout) ?? [];
  return text?.replace(/%0[AD]/g, " ").replaceAll("%25", "%").replace(/(https?:\/\/[^\s?]+)\?\S*/g, "$1").slice(0, 300);
}

// src/cache/folder.ts
async function useFolder(folder, { maySave, caller }) {
  const { name, path } = folder;
  const entry = { path, ...keysOf(folder) };
  const warnings = [];
  const restored = await restore(entry, caller);
  if (restored.kind === "exact") return { said: `${name} restored`, warnings };
  if (restored.kind === "unreachable") {
    warnings.push(`The cache could not be asked for ${name}: ${restored.reason}`);
    return { said: `${name} not restored`, warnings };
  }
  if (restored.kind === "unusable") {
    const mend = `If this comes again, delete the entries that begin with ${entry.similar} from the caches of the repository.`;
    warnings.push(`What the cache has of ${name} was thrown away: ${restored.reason}. ${mend}`);
  }
  const before = restored.kind === "similar" ? `${name} restored from a similar run` : `${name} not there yet`;
  if (!maySave) return { said: before, warnings };
  try {
    await folder.fill();
  } catch (error2) {
    if (!(error2 instanceof Undecided)) warnings.push(`${name} could not be fetched ahead: ${error2}`);
    return { said: `${before}, not saved`, warnings };
  }
  if (!existsSync(path)) return { said: `${before}, nothing to save`, warnings };
  const saved = await save(entry, caller);
  if (saved.kind === "failed") warnings.push(`${name} was not saved in the cache: ${saved.reason}`);
  return { said: `${before}, ${saved.kind === "saved" ? "" : "not "}saved`, warnings };
}

// src/cache/cache.ts
async function openCache(config, folders = [downloads]) {
  const { environment } = config;
  const policy = cachePolicy(config.cache, environment);
  const root = join4(environment.RUNNER_TEMP ?? tmpdir2(), "as-installed-cache");
  const close = () => rm4(root, { recursive: true, force: true, maxRetries: 3 }).catch(() => void 0);
  const without = (reason, ...warnings) => ({
    environment,
    line: `Cache: off (${reason}).`,
    warnings,
    close
  });
  if (!policy.uses) {
    const warning2 = `The cache is off although it was asked for: ${policy.reason}.`;
    return config.cache === "on" ? without(policy.reason, warning2) : without(policy.reason);
  }
  if (/[\s"]/.test(root)) return without(`the client of the service cannot work in ${root}`);
  try {
    await close();
    await mkdir2(root, { recursive: true, mode: 448 });
    const run2 = await prepare(config, root);
    const used = await Promise.all(
      folders.map(async (find) => {
        const found = await find(run2);
        if (found.kind === "left") return { said: found.reason, warnings: [], variables: {} };
        const use = await useFolder(found.folder, { maySave: policy.maySave, caller: environment });
        return { ...use, variables: found.variables };
      })
    );
    return {
      environment: Object.assign({}, environment, ...used.map(({ variables }) => variables)),
      line: `Cache: on (${policy.reason}); ${list(used.map(({ said }) => said))}.`,
      warnings: used.flatMap(({ warnings }) => warnings),
      close
    };
  } catch (error2) {
    if (error2 instanceof ConfigurationError || error2 instanceof Undecided)
      return without("there is nothing to verify");
    return without("it could not be made ready", `The cache could not be made ready: ${error2}`);
  }
}
async function prepare(config, root) {
  const { paths, python, environment } = config;
  const found = await findPackages(paths);
  const projects = found.flatMap(({ asked, sources }) => {
    return sources.flatMap(({ project }) => asked.includes(project.path) ? [project] : []);
  });
  const allowed = [...new Set(projects.map(({ requiresPython }) => requiresPython))];
  const finding = allowed.map(async (requiresPython) => {
    const wanted = { python, requiresPython };
    return [requiresPython, await findInterpreter(wanted, environment, process.cwd())];
  });
  const interpreters = new Map(await Promise.all(finding));
  const packages = projects.flatMap((project) => {
    const interpreter = interpreters.get(project.requiresPython);
    return interpreter === void 0 ? [] : [{ project, interpreter }];
  });
  const [first] = packages;
  if (first === void 0) throw new Undecided("There is no package.");
  const installer = await findInstaller(config.installer, first.interpreter, environment);
  return { config, packages: [first, ...packages.slice(1)], installer, root };
}

// src/report/annotations.ts
var MOST = 10;
var LEVELS = { error: "error", warning: "warning", note: "notice" };
function annotationsOf(report) {
  const findings = report.packages.flatMap((one) => one.findings).filter(({ ignored }) => ignored === void 0);
  const undecided2 = report.packages.flatMap(
    (one) => one.checks.filter(({ status }) => status === "error").map(
      ({ check, reason }) => ({
        level: "error",
        title: `${one.name}: ${check} undecided`,
        message: reason ?? ""
      })
    )
  );
  const all = [...findings.map(annotationOf), ...undecided2];
  return ["error", "warning", "notice"].flatMap(
    (level) => limited(
      all.filter((one) => one.level === level),
      level === "error" ? MOST - 1 : MOST
    )
  );
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
  return limited(annotations, MOST - 1);
}
function annotationOf({ rule, severity, message, fix, file, line }) {
  return {
    level: LEVELS[severity],
    title: `${rule}: ${RULES[rule].title}`,
    message: [message, fix === void 0 ? "" : `Fix: ${fix}`, `See ${docsPage(rule)}`].filter(Boolean).join("\n"),
    ...file === void 0 ? {} : { file },
    ...line === void 0 ? {} : { startLine: line }
  };
}
function limited(annotations, most) {
  if (annotations.length <= most) return [...annotations];
  const shown = annotations.slice(0, most - 1);
  const rest = annotations.length - shown.length;
  const level = shown[0]?.level ?? "notice";
  return [
    ...shown,
    {
      level,
      title: "as-installed",
      message: `${count(rest, "more finding")} of this kind: see the log.`
    }
  ];
}

// src/report/joined-summary.ts
var MARKS = { pass: "\u2705", fail: "\u274C", error: "\u26A0\uFE0F" };
var CELLS = {
  pass: "\u2705",
  warn: "\u2705 (warnings)",
  fail: "\u274C",
  error: "\u26A0\uFE0F undecided",
  missing: "\u26A0\uFE0F no report",
  none: "\u2796"
};
function joinedSummary(report) {
  const findings = joinedFindings(report);
  const defects = findings.filter(({ finding }) => finding.severity === "error");
  const others = findings.filter(({ finding }) => finding.severity !== "error");
  return bounded(
    [
      `## ${MARKS[report.verdict]} ${joinedVerdict(report)}`,
      "",
      ...report.gate?.problems.map(({ message }) => `- ${escapeMarkdown(message)}`) ?? [],
      "",
      ...table(report),
      ...section(count(defects.length, "defect"), defects),
      ...undecided(report),
      ...leftOut(report.gate?.leftOut ?? []),
      ...section("Also seen", others)
    ].join("\n")
  );
}
function table(report) {
  const { columns, rows } = joinedTable(report);
  if (rows.length === 0) return [];
  return [
    `| Package | ${columns.map(cell).join(" | ")} |`,
    `|---|${columns.map(() => "---|").join("")}`,
    ...rows.map(({ name, cells }) => `| ${[cell(name), ...cells.map((one) => CELLS[one])].join(" | ")} |`),
    ""
  ];
}
function section(title, findings) {
  if (findings.length === 0) return [];
  return [
    `### ${title}`,
    "",
    ...findings.flatMap(({ name, finding, only }) => [
      `#### ${escapeMarkdown(name)}${only.length === 0 ? "" : ` \xB7 only in ${escapeMarkdown(list(only))}`}`,
      "",
      ...findingLines(finding)
    ])
  ];
}
function undecided({ packages }) {
  const reasons = packages.flatMap(
    ({ name, checks }) => checks.filter(({ status }) => status === "error").map(({ check, reason }) => `- ${escapeMarkdown(`${name}: ${check}: ${reason ?? ""}`)}`)
  );
  return reasons.length === 0 ? [] : ["### Undecided", "", ...new Set(reasons), ""];
}
function leftOut(all) {
  if (all.length === 0) return [];
  return [
    "<details><summary>Left out, on purpose</summary>",
    "",
    "| Package | | Reason |",
    "|---|---|---|",
    ...all.map(
      ({ name, python, reason }) => `| ${cell(name)} | ${python === void 0 ? "" : `with Python ${cell(python)}`} | ${cell(reason)} |`
    ),
    "",
    "</details>",
    ""
  ];
}

// src/report/workflow-log.ts
import { randomUUID } from "node:crypto";
function workflowLog({ title }, text) {
  if (text.trim() === "") return "";
  const token = randomUUID();
  const lines = text.trimEnd().split(/\r\n|\r|\n/).map((line) => `\u2502 ${line}`);
  return [
    `::group::${inert(title)}`,
    `::stop-commands::${token}`,
    ...lines,
    `::${token}::`,
    "::endgroup::",
    ""
  ].join("\n");
}
function inert(text) {
  return text.replace(/^([\s\u0085]*)::/gm, "$1: :").replaceAll("##[", "## [");
}

// src/index.ts
async function action() {
  for (const secret of secretsIn(process.env)) setSecret(secret);
  const given = Object.fromEntries(OPTIONS.map(({ name }) => [name, getInput(name)]));
  const cwd = process.env.GITHUB_WORKSPACE ?? process.cwd();
  const config = makeConfig(given, process.env, cwd);
  switch (config.mode.kind) {
    case "verify":
      return verifyAction(config);
    case "plan":
      return planAction(config, config.mode, cwd);
    case "gate":
      return gateAction(config, config.mode, cwd);
  }
}
async function verifyAction(config) {
  const cache = await openCache(config);
  info(inert(cache.line));
  for (const warning2 of cache.warnings) warning(warning2, { title: "as-installed: cache" });
  const progress = plainProgress((line) => info(inert(line)));
  const result = await main({ ...config, environment: cache.environment }, progress).finally(cache.close);
  for (const log of result.logs)
    process.stdout.write(workflowLog(log, await readFile2(log.file, "utf8").catch(() => "")));
  info(inert(terminalReport(result.report, { colour: true, timings: config.timings })));
  tell(annotationsOf(result.report));
  await writeSummary(`${summaryOf(result.report)}
${cache.line}
`);
  setOutputs(result);
  const { verdict } = result.report;
  if (verdict === "fail")
    setFailed("as-installed: fail. The artifact is broken; the findings say where and how to mend it.");
  if (verdict === "error") setFailed("as-installed: error. It could not be decided; the checks say why.");
  process.exitCode = EXIT_STATUS[verdict];
}
var BY_LEVEL = { error, warning, notice };
function tell(annotations) {
  for (const { level, message, ...place } of annotations) BY_LEVEL[level](message, place);
}
async function planAction(config, mode, cwd) {
  const { plan: made, matrix, file } = await plan(config, mode, cwd);
  info(inert(planText(made)));
  await writeSummary(planSummary(made));
  setOutput("matrix", matrix);
  setOutput("count", made.cells.length);
  setOutput("plan", file);
  setOutput("plan-digest", made.digest);
}
async function gateAction(config, mode, cwd) {
  const { report, file } = await gate(config, mode, cwd);
  info(inert(joinedText(report, { colour: true })));
  tell(annotationsOfProblems(report.gate?.problems ?? [], "as-installed: gate"));
  await writeSummary(joinedSummary(report));
  setOutput("verdict", report.verdict);
  setOutput("report", file);
  if (report.verdict !== "pass") setFailed(`as-installed: ${report.verdict}. ${joinedVerdict(report)}`);
  process.exitCode = EXIT_STATUS[report.verdict];
}
async function writeSummary(text) {
  try {
    await summary.addRaw(text).write();
  } catch (error2) {
    warning(`The job summary could not be written: ${error2.message}`);
  }
}
function setOutputs({ report, file }) {
  const [first] = report.packages;
  const artifact = (kind) => first?.artifacts.find((one) => one.kind === kind)?.file ?? "";
  setOutput("verdict", report.verdict);
  setOutput("version", first?.version ?? "");
  setOutput("previous-version", first?.previousVersion ?? "");
  setOutput("wheel", artifact("wheel"));
  setOutput("sdist", artifact("sdist"));
  setOutput("dist", artifact("wheel") === "" ? "" : dirname2(artifact("wheel")));
  setOutput("report", file);
}
endChildrenOnSignals();
try {
  await action();
} catch (error2) {
  setOutput("verdict", "error");
  if (error2 instanceof ConfigurationError) {
    for (const { message } of error2.problems) info(inert(message));
    tell(annotationsOfProblems(error2.problems));
    setFailed("as-installed: the configuration is wrong.");
    process.exitCode = 2;
  } else if (error2 instanceof Undecided) {
    setFailed(`as-installed: ${redact(error2.message, secretsIn(process.env))}`);
    process.exitCode = EXIT_STATUS.error;
  } else {
    setFailed(
      `as-installed: this is a defect of as-installed itself, please report it: ${error2.message}`
    );
    process.exitCode = EXIT_STATUS.error;
  }
}
