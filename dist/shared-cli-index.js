import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  __commonJS,
  __export,
  __require,
  __toESM,
  require_semver
} from "./shared-cache-client-cli-index.js";

// node_modules/picomatch/lib/constants.js
var require_constants = __commonJS({
  "node_modules/picomatch/lib/constants.js"(exports, module) {
    "use strict";
    var WIN_SLASH = "\\\\/";
    var WIN_NO_SLASH = `[^${WIN_SLASH}]`;
    var DEFAULT_MAX_EXTGLOB_RECURSION = 0;
    var DOT_LITERAL = "\\.";
    var PLUS_LITERAL = "\\+";
    var QMARK_LITERAL = "\\?";
    var SLASH_LITERAL = "\\/";
    var ONE_CHAR = "(?=.)";
    var QMARK = "[^/]";
    var END_ANCHOR = `(?:${SLASH_LITERAL}|$)`;
    var START_ANCHOR = `(?:^|${SLASH_LITERAL})`;
    var DOTS_SLASH = `${DOT_LITERAL}{1,2}${END_ANCHOR}`;
    var NO_DOT = `(?!${DOT_LITERAL})`;
    var NO_DOTS = `(?!${START_ANCHOR}${DOTS_SLASH})`;
    var NO_DOT_SLASH = `(?!${DOT_LITERAL}{0,1}${END_ANCHOR})`;
    var NO_DOTS_SLASH = `(?!${DOTS_SLASH})`;
    var QMARK_NO_DOT = `[^.${SLASH_LITERAL}]`;
    var STAR = `${QMARK}*?`;
    var SEP = "/";
    var POSIX_CHARS = {
      DOT_LITERAL,
      PLUS_LITERAL,
      QMARK_LITERAL,
      SLASH_LITERAL,
      ONE_CHAR,
      QMARK,
      END_ANCHOR,
      DOTS_SLASH,
      NO_DOT,
      NO_DOTS,
      NO_DOT_SLASH,
      NO_DOTS_SLASH,
      QMARK_NO_DOT,
      STAR,
      START_ANCHOR,
      SEP
    };
    var WINDOWS_CHARS = {
      ...POSIX_CHARS,
      SLASH_LITERAL: `[${WIN_SLASH}]`,
      QMARK: WIN_NO_SLASH,
      STAR: `${WIN_NO_SLASH}*?`,
      DOTS_SLASH: `${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$)`,
      NO_DOT: `(?!${DOT_LITERAL})`,
      NO_DOTS: `(?!(?:^|[${WIN_SLASH}])${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      NO_DOT_SLASH: `(?!${DOT_LITERAL}{0,1}(?:[${WIN_SLASH}]|$))`,
      NO_DOTS_SLASH: `(?!${DOT_LITERAL}{1,2}(?:[${WIN_SLASH}]|$))`,
      QMARK_NO_DOT: `[^.${WIN_SLASH}]`,
      START_ANCHOR: `(?:^|[${WIN_SLASH}])`,
      END_ANCHOR: `(?:[${WIN_SLASH}]|$)`,
      SEP: "\\"
    };
    var POSIX_REGEX_SOURCE = {
      __proto__: null,
      alnum: "a-zA-Z0-9",
      alpha: "a-zA-Z",
      ascii: "\\x00-\\x7F",
      blank: " \\t",
      cntrl: "\\x00-\\x1F\\x7F",
      digit: "0-9",
      graph: "\\x21-\\x7E",
      lower: "a-z",
      print: "\\x20-\\x7E ",
      punct: "\\-!\"#$%&'()\\*+,./:;<=>?@[\\]^_`{|}~",
      space: " \\t\\r\\n\\v\\f",
      upper: "A-Z",
      word: "A-Za-z0-9_",
      xdigit: "A-Fa-f0-9"
    };
    module.exports = {
      DEFAULT_MAX_EXTGLOB_RECURSION,
      MAX_LENGTH: 1024 * 64,
      POSIX_REGEX_SOURCE,
      // regular expressions
      REGEX_BACKSLASH: /\\(?![*+?^${}(|)[\]])/g,
      REGEX_NON_SPECIAL_CHARS: /^[^@![\].,$*+?^{}()|\\/]+/,
      REGEX_SPECIAL_CHARS: /[-*+?.^${}(|)[\]]/,
      REGEX_SPECIAL_CHARS_BACKREF: /(\\?)((\W)(\3*))/g,
      REGEX_SPECIAL_CHARS_GLOBAL: /([-*+?.^${}(|)[\]])/g,
      REGEX_REMOVE_BACKSLASH: /(?:\[.*?[^\\]\]|\\(?=.))/g,
      // Replace globs with equivalent patterns to reduce parsing time.
      REPLACEMENTS: {
        __proto__: null,
        "***": "*",
        "**/**": "**",
        "**/**/**": "**"
      },
      // Digits
      CHAR_0: 48,
      /* 0 */
      CHAR_9: 57,
      /* 9 */
      // Alphabet chars.
      CHAR_UPPERCASE_A: 65,
      /* A */
      CHAR_LOWERCASE_A: 97,
      /* a */
      CHAR_UPPERCASE_Z: 90,
      /* Z */
      CHAR_LOWERCASE_Z: 122,
      /* z */
      CHAR_LEFT_PARENTHESES: 40,
      /* ( */
      CHAR_RIGHT_PARENTHESES: 41,
      /* ) */
      CHAR_ASTERISK: 42,
      /* * */
      // Non-alphabetic chars.
      CHAR_AMPERSAND: 38,
      /* & */
      CHAR_AT: 64,
      /* @ */
      CHAR_BACKWARD_SLASH: 92,
      /* \ */
      CHAR_CARRIAGE_RETURN: 13,
      /* \r */
      CHAR_CIRCUMFLEX_ACCENT: 94,
      /* ^ */
      CHAR_COLON: 58,
      /* : */
      CHAR_COMMA: 44,
      /* , */
      CHAR_DOT: 46,
      /* . */
      CHAR_DOUBLE_QUOTE: 34,
      /* " */
      CHAR_EQUAL: 61,
      /* = */
      CHAR_EXCLAMATION_MARK: 33,
      /* ! */
      CHAR_FORM_FEED: 12,
      /* \f */
      CHAR_FORWARD_SLASH: 47,
      /* / */
      CHAR_GRAVE_ACCENT: 96,
      /* ` */
      CHAR_HASH: 35,
      /* # */
      CHAR_HYPHEN_MINUS: 45,
      /* - */
      CHAR_LEFT_ANGLE_BRACKET: 60,
      /* < */
      CHAR_LEFT_CURLY_BRACE: 123,
      /* { */
      CHAR_LEFT_SQUARE_BRACKET: 91,
      /* [ */
      CHAR_LINE_FEED: 10,
      /* \n */
      CHAR_NO_BREAK_SPACE: 160,
      /* \u00A0 */
      CHAR_PERCENT: 37,
      /* % */
      CHAR_PLUS: 43,
      /* + */
      CHAR_QUESTION_MARK: 63,
      /* ? */
      CHAR_RIGHT_ANGLE_BRACKET: 62,
      /* > */
      CHAR_RIGHT_CURLY_BRACE: 125,
      /* } */
      CHAR_RIGHT_SQUARE_BRACKET: 93,
      /* ] */
      CHAR_SEMICOLON: 59,
      /* ; */
      CHAR_SINGLE_QUOTE: 39,
      /* ' */
      CHAR_SPACE: 32,
      /*   */
      CHAR_TAB: 9,
      /* \t */
      CHAR_UNDERSCORE: 95,
      /* _ */
      CHAR_VERTICAL_LINE: 124,
      /* | */
      CHAR_ZERO_WIDTH_NOBREAK_SPACE: 65279,
      /* \uFEFF */
      /**
       * Create EXTGLOB_CHARS
       */
      extglobChars(chars) {
        return {
          "!": { type: "negate", open: "(?:(?!(?:", close: `))${chars.STAR})` },
          "?": { type: "qmark", open: "(?:", close: ")?" },
          "+": { type: "plus", open: "(?:", close: ")+" },
          "*": { type: "star", open: "(?:", close: ")*" },
          "@": { type: "at", open: "(?:", close: ")" }
        };
      },
      /**
       * Create GLOB_CHARS
       */
      globChars(win32) {
        return win32 === true ? WINDOWS_CHARS : POSIX_CHARS;
      }
    };
  }
});

// node_modules/picomatch/lib/utils.js
var require_utils = __commonJS({
  "node_modules/picomatch/lib/utils.js"(exports) {
    "use strict";
    var {
      REGEX_BACKSLASH,
      REGEX_REMOVE_BACKSLASH,
      REGEX_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_GLOBAL
    } = require_constants();
    exports.isObject = (val) => val !== null && typeof val === "object" && !Array.isArray(val);
    exports.hasRegexChars = (str) => REGEX_SPECIAL_CHARS.test(str);
    exports.isRegexChar = (str) => str.length === 1 && exports.hasRegexChars(str);
    exports.escapeRegex = (str) => str.replace(REGEX_SPECIAL_CHARS_GLOBAL, "\\$1");
    exports.toPosixSlashes = (str) => str.replace(REGEX_BACKSLASH, "/");
    exports.isWindows = () => {
      if (typeof navigator !== "undefined" && navigator.platform) {
        const platform = navigator.platform.toLowerCase();
        return platform === "win32" || platform === "windows";
      }
      if (typeof process !== "undefined" && process.platform) {
        return process.platform === "win32";
      }
      return false;
    };
    exports.removeBackslashes = (str) => {
      return str.replace(REGEX_REMOVE_BACKSLASH, (match) => {
        return match === "\\" ? "" : match;
      });
    };
    exports.escapeLast = (input, char, lastIdx) => {
      const idx = input.lastIndexOf(char, lastIdx);
      if (idx === -1) return input;
      if (input[idx - 1] === "\\") return exports.escapeLast(input, char, idx - 1);
      return `${input.slice(0, idx)}\\${input.slice(idx)}`;
    };
    exports.removePrefix = (input, state = {}) => {
      let output = input;
      if (output.startsWith("./")) {
        output = output.slice(2);
        state.prefix = "./";
      }
      return output;
    };
    exports.wrapOutput = (input, state = {}, options2 = {}) => {
      const prepend = options2.contains ? "" : "^";
      const append = options2.contains ? "" : "$";
      let output = `${prepend}(?:${input})${append}`;
      if (state.negated === true) {
        output = `(?:^(?!${output}).*$)`;
      }
      return output;
    };
    exports.basename = (path, { windows } = {}) => {
      const segs = path.split(windows ? /[\\/]/ : "/");
      const last2 = segs[segs.length - 1];
      if (last2 === "") {
        return segs[segs.length - 2];
      }
      return last2;
    };
  }
});

// node_modules/picomatch/lib/scan.js
var require_scan = __commonJS({
  "node_modules/picomatch/lib/scan.js"(exports, module) {
    "use strict";
    var utils = require_utils();
    var {
      CHAR_ASTERISK,
      /* * */
      CHAR_AT,
      /* @ */
      CHAR_BACKWARD_SLASH,
      /* \ */
      CHAR_COMMA,
      /* , */
      CHAR_DOT,
      /* . */
      CHAR_EXCLAMATION_MARK,
      /* ! */
      CHAR_FORWARD_SLASH,
      /* / */
      CHAR_LEFT_CURLY_BRACE,
      /* { */
      CHAR_LEFT_PARENTHESES,
      /* ( */
      CHAR_LEFT_SQUARE_BRACKET,
      /* [ */
      CHAR_PLUS,
      /* + */
      CHAR_QUESTION_MARK,
      /* ? */
      CHAR_RIGHT_CURLY_BRACE,
      /* } */
      CHAR_RIGHT_PARENTHESES,
      /* ) */
      CHAR_RIGHT_SQUARE_BRACKET
      /* ] */
    } = require_constants();
    var isPathSeparator = (code2) => {
      return code2 === CHAR_FORWARD_SLASH || code2 === CHAR_BACKWARD_SLASH;
    };
    var depth = (token) => {
      if (token.isPrefix !== true) {
        token.depth = token.isGlobstar ? Infinity : 1;
      }
    };
    var scan = (input, options2) => {
      const opts = options2 || {};
      const length = input.length - 1;
      const scanToEnd = opts.parts === true || opts.tokens === true || opts.scanToEnd === true;
      const slashes = [];
      const tokens = [];
      const parts = [];
      let str = input;
      let index = -1;
      let start = 0;
      let lastIndex = 0;
      let isBrace = false;
      let isBracket = false;
      let isGlob = false;
      let isExtglob = false;
      let isGlobstar = false;
      let braceEscaped = false;
      let backslashes = false;
      let negated = false;
      let negatedExtglob = false;
      let finished = false;
      let braces = 0;
      let prev;
      let code2;
      let token = { value: "", depth: 0, isGlob: false };
      const eos = () => index >= length;
      const peek = () => str.charCodeAt(index + 1);
      const advance = () => {
        prev = code2;
        return str.charCodeAt(++index);
      };
      while (index < length) {
        code2 = advance();
        let next;
        if (code2 === CHAR_BACKWARD_SLASH) {
          backslashes = token.backslashes = true;
          code2 = advance();
          if (code2 === CHAR_LEFT_CURLY_BRACE) {
            braceEscaped = true;
          }
          continue;
        }
        if (braceEscaped === true || code2 === CHAR_LEFT_CURLY_BRACE) {
          braces++;
          while (eos() !== true && (code2 = advance())) {
            if (code2 === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (code2 === CHAR_LEFT_CURLY_BRACE) {
              braces++;
              continue;
            }
            if (braceEscaped !== true && code2 === CHAR_DOT && (code2 = advance()) === CHAR_DOT) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (braceEscaped !== true && code2 === CHAR_COMMA) {
              isBrace = token.isBrace = true;
              isGlob = token.isGlob = true;
              finished = true;
              if (scanToEnd === true) {
                continue;
              }
              break;
            }
            if (code2 === CHAR_RIGHT_CURLY_BRACE) {
              braces--;
              if (braces === 0) {
                braceEscaped = false;
                isBrace = token.isBrace = true;
                finished = true;
                break;
              }
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code2 === CHAR_FORWARD_SLASH) {
          slashes.push(index);
          tokens.push(token);
          token = { value: "", depth: 0, isGlob: false };
          if (finished === true) continue;
          if (prev === CHAR_DOT && index === start + 1) {
            start += 2;
            continue;
          }
          lastIndex = index + 1;
          continue;
        }
        if (opts.noext !== true) {
          const isExtglobChar = code2 === CHAR_PLUS || code2 === CHAR_AT || code2 === CHAR_ASTERISK || code2 === CHAR_QUESTION_MARK || code2 === CHAR_EXCLAMATION_MARK;
          if (isExtglobChar === true && peek() === CHAR_LEFT_PARENTHESES) {
            isGlob = token.isGlob = true;
            isExtglob = token.isExtglob = true;
            finished = true;
            if (code2 === CHAR_EXCLAMATION_MARK && index === start) {
              negatedExtglob = true;
            }
            if (scanToEnd === true) {
              let parens = 0;
              while (eos() !== true && (code2 = advance())) {
                if (code2 === CHAR_BACKWARD_SLASH) {
                  backslashes = token.backslashes = true;
                  advance();
                  continue;
                }
                if (code2 === CHAR_LEFT_PARENTHESES) {
                  parens++;
                  continue;
                }
                if (code2 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                  finished = true;
                  break;
                }
              }
              continue;
            }
            break;
          }
        }
        if (code2 === CHAR_ASTERISK) {
          if (prev === CHAR_ASTERISK) isGlobstar = token.isGlobstar = true;
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code2 === CHAR_QUESTION_MARK) {
          isGlob = token.isGlob = true;
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (code2 === CHAR_LEFT_SQUARE_BRACKET) {
          while (eos() !== true && (next = advance())) {
            if (next === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (next === CHAR_RIGHT_SQUARE_BRACKET) {
              isBracket = token.isBracket = true;
              isGlob = token.isGlob = true;
              finished = true;
              break;
            }
          }
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
        if (opts.nonegate !== true && code2 === CHAR_EXCLAMATION_MARK && index === start) {
          negated = token.negated = true;
          start++;
          continue;
        }
        if (opts.noparen !== true && code2 === CHAR_LEFT_PARENTHESES) {
          isGlob = token.isGlob = true;
          if (scanToEnd === true) {
            let parens = 1;
            while (eos() !== true && (code2 = advance())) {
              if (code2 === CHAR_BACKWARD_SLASH) {
                backslashes = token.backslashes = true;
                advance();
                continue;
              }
              if (code2 === CHAR_LEFT_PARENTHESES) {
                parens++;
                continue;
              }
              if (code2 === CHAR_RIGHT_PARENTHESES && --parens === 0) {
                finished = true;
                break;
              }
            }
            continue;
          }
          break;
        }
        if (isGlob === true) {
          finished = true;
          if (scanToEnd === true) {
            continue;
          }
          break;
        }
      }
      if (opts.noext === true) {
        isExtglob = false;
        isGlob = false;
      }
      let base = str;
      let prefix = "";
      let glob = "";
      if (start > 0) {
        prefix = str.slice(0, start);
        str = str.slice(start);
        lastIndex -= start;
      }
      if (base && isGlob === true && lastIndex > 0) {
        base = str.slice(0, lastIndex);
        glob = str.slice(lastIndex);
      } else if (isGlob === true) {
        base = "";
        glob = str;
      } else {
        base = str;
      }
      if (base && base !== "" && base !== "/" && base !== str) {
        if (isPathSeparator(base.charCodeAt(base.length - 1))) {
          base = base.slice(0, -1);
        }
      }
      if (opts.unescape === true) {
        if (glob) glob = utils.removeBackslashes(glob);
        if (base && backslashes === true) {
          base = utils.removeBackslashes(base);
        }
      }
      const state = {
        prefix,
        input,
        start,
        base,
        glob,
        isBrace,
        isBracket,
        isGlob,
        isExtglob,
        isGlobstar,
        negated,
        negatedExtglob
      };
      if (opts.tokens === true) {
        state.maxDepth = 0;
        if (!isPathSeparator(code2)) {
          tokens.push(token);
        }
        state.tokens = tokens;
      }
      if (opts.parts === true || opts.tokens === true) {
        let prevIndex;
        for (let idx = 0; idx < slashes.length; idx++) {
          const n2 = prevIndex !== void 0 ? prevIndex + 1 : start;
          const i = slashes[idx];
          const value2 = input.slice(n2, i);
          if (opts.tokens) {
            if (idx === 0 && start !== 0) {
              tokens[idx].isPrefix = true;
              tokens[idx].value = prefix;
            } else {
              tokens[idx].value = value2;
            }
            depth(tokens[idx]);
            state.maxDepth += tokens[idx].depth;
          }
          if (i >= start) {
            parts.push(value2);
            prevIndex = i;
          }
        }
        const n = prevIndex !== void 0 ? prevIndex + 1 : start;
        const value = input.slice(n);
        parts.push(value);
        if (opts.tokens && prevIndex && prevIndex + 1 < input.length) {
          tokens[tokens.length - 1].value = value;
          depth(tokens[tokens.length - 1]);
          state.maxDepth += tokens[tokens.length - 1].depth;
        }
        state.slashes = slashes;
        state.parts = parts;
      }
      return state;
    };
    module.exports = scan;
  }
});

// node_modules/picomatch/lib/parse.js
var require_parse = __commonJS({
  "node_modules/picomatch/lib/parse.js"(exports, module) {
    "use strict";
    var constants4 = require_constants();
    var utils = require_utils();
    var {
      MAX_LENGTH,
      POSIX_REGEX_SOURCE,
      REGEX_NON_SPECIAL_CHARS,
      REGEX_SPECIAL_CHARS_BACKREF,
      REPLACEMENTS
    } = constants4;
    var expandRange = (args, options2) => {
      if (typeof options2.expandRange === "function") {
        return options2.expandRange(...args, options2);
      }
      args.sort();
      const value = `[${args.join("-")}]`;
      try {
        new RegExp(value);
      } catch (ex) {
        return args.map((v) => utils.escapeRegex(v)).join("..");
      }
      return value;
    };
    var syntaxError = (type, char) => {
      return `Missing ${type}: "${char}" - use "\\\\${char}" to match literal characters`;
    };
    var splitTopLevel = (input) => {
      const parts = [];
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let value = "";
      let escaped = false;
      for (const ch of input) {
        if (escaped === true) {
          value += ch;
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          value += ch;
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          value += ch;
          continue;
        }
        if (quote === 0) {
          if (ch === "[") {
            bracket++;
          } else if (ch === "]" && bracket > 0) {
            bracket--;
          } else if (bracket === 0) {
            if (ch === "(") {
              paren++;
            } else if (ch === ")" && paren > 0) {
              paren--;
            } else if (ch === "|" && paren === 0) {
              parts.push(value);
              value = "";
              continue;
            }
          }
        }
        value += ch;
      }
      parts.push(value);
      return parts;
    };
    var isPlainBranch = (branch) => {
      let escaped = false;
      for (const ch of branch) {
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (/[?*+@!()[\]{}]/.test(ch)) {
          return false;
        }
      }
      return true;
    };
    var normalizeSimpleBranch = (branch) => {
      let value = branch.trim();
      let changed = true;
      while (changed === true) {
        changed = false;
        if (/^@\([^\\()[\]{}|]+\)$/.test(value)) {
          value = value.slice(2, -1);
          changed = true;
        }
      }
      if (!isPlainBranch(value)) {
        return;
      }
      return value.replace(/\\(.)/g, "$1");
    };
    var hasRepeatedCharPrefixOverlap = (branches) => {
      const values = branches.map(normalizeSimpleBranch).filter(Boolean);
      for (let i = 0; i < values.length; i++) {
        for (let j = i + 1; j < values.length; j++) {
          const a = values[i];
          const b = values[j];
          const char = a[0];
          if (!char || a !== char.repeat(a.length) || b !== char.repeat(b.length)) {
            continue;
          }
          if (a === b || a.startsWith(b) || b.startsWith(a)) {
            return true;
          }
        }
      }
      return false;
    };
    var parseRepeatedExtglob = (pattern, requireEnd = true) => {
      if (pattern[0] !== "+" && pattern[0] !== "*" || pattern[1] !== "(") {
        return;
      }
      let bracket = 0;
      let paren = 0;
      let quote = 0;
      let escaped = false;
      for (let i = 1; i < pattern.length; i++) {
        const ch = pattern[i];
        if (escaped === true) {
          escaped = false;
          continue;
        }
        if (ch === "\\") {
          escaped = true;
          continue;
        }
        if (ch === '"') {
          quote = quote === 1 ? 0 : 1;
          continue;
        }
        if (quote === 1) {
          continue;
        }
        if (ch === "[") {
          bracket++;
          continue;
        }
        if (ch === "]" && bracket > 0) {
          bracket--;
          continue;
        }
        if (bracket > 0) {
          continue;
        }
        if (ch === "(") {
          paren++;
          continue;
        }
        if (ch === ")") {
          paren--;
          if (paren === 0) {
            if (requireEnd === true && i !== pattern.length - 1) {
              return;
            }
            return {
              type: pattern[0],
              body: pattern.slice(2, i),
              end: i
            };
          }
        }
      }
    };
    var buildCharClassStar = (chars) => {
      const source = chars.length === 1 ? utils.escapeRegex(chars[0]) : `[${chars.map((ch) => utils.escapeRegex(ch)).join("")}]`;
      return `${source}*`;
    };
    var getStarExtglobSequenceChars = (pattern) => {
      let index = 0;
      const chars = [];
      while (index < pattern.length) {
        const match = parseRepeatedExtglob(pattern.slice(index), false);
        if (!match || match.type !== "*") {
          return;
        }
        const branches = splitTopLevel(match.body).map((branch2) => branch2.trim());
        if (branches.length !== 1) {
          return;
        }
        const branch = normalizeSimpleBranch(branches[0]);
        if (!branch || branch.length !== 1) {
          return;
        }
        chars.push(branch);
        index += match.end + 1;
      }
      if (chars.length < 1) {
        return;
      }
      return chars;
    };
    var repeatedExtglobRecursion = (pattern) => {
      let depth = 0;
      let value = pattern.trim();
      let match = parseRepeatedExtglob(value);
      while (match) {
        depth++;
        value = match.body.trim();
        match = parseRepeatedExtglob(value);
      }
      return depth;
    };
    var analyzeRepeatedExtglob = (body, options2) => {
      if (options2.maxExtglobRecursion === false) {
        return { risky: false };
      }
      const max = typeof options2.maxExtglobRecursion === "number" ? options2.maxExtglobRecursion : constants4.DEFAULT_MAX_EXTGLOB_RECURSION;
      const branches = splitTopLevel(body).map((branch) => branch.trim());
      if (branches.length > 1) {
        if (branches.some((branch) => branch === "") || branches.some((branch) => /^[*?]+$/.test(branch)) || hasRepeatedCharPrefixOverlap(branches)) {
          return { risky: true };
        }
      }
      const safeChars = [];
      let sawStarSequence = false;
      let combinable = true;
      for (const branch of branches) {
        const chars = getStarExtglobSequenceChars(branch);
        if (chars) {
          sawStarSequence = true;
          safeChars.push(...chars);
          continue;
        }
        const literal2 = normalizeSimpleBranch(branch);
        if (literal2 && literal2.length === 1) {
          safeChars.push(literal2);
          continue;
        }
        combinable = false;
        if (repeatedExtglobRecursion(branch) > max) {
          return { risky: true };
        }
      }
      if (sawStarSequence) {
        return combinable ? { risky: true, safeOutput: buildCharClassStar([...new Set(safeChars)]) } : { risky: true };
      }
      return { risky: false };
    };
    var parse5 = (input, options2) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected a string");
      }
      input = REPLACEMENTS[input] || input;
      const opts = { ...options2 };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      let len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      const bos = { type: "bos", value: "", output: opts.prepend || "" };
      const tokens = [bos];
      const capture = opts.capture ? "" : "?:";
      const PLATFORM_CHARS = constants4.globChars(opts.windows);
      const EXTGLOB_CHARS = constants4.extglobChars(PLATFORM_CHARS);
      const {
        DOT_LITERAL,
        PLUS_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOT_SLASH,
        NO_DOTS_SLASH,
        QMARK,
        QMARK_NO_DOT,
        STAR,
        START_ANCHOR
      } = PLATFORM_CHARS;
      const globstar = (opts2) => {
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const nodot = opts.dot ? "" : NO_DOT;
      const qmarkNoDot = opts.dot ? QMARK : QMARK_NO_DOT;
      let star = opts.bash === true ? globstar(opts) : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      if (typeof opts.noext === "boolean") {
        opts.noextglob = opts.noext;
      }
      const state = {
        input,
        index: -1,
        start: 0,
        dot: opts.dot === true,
        consumed: "",
        output: "",
        prefix: "",
        backtrack: false,
        negated: false,
        brackets: 0,
        braces: 0,
        parens: 0,
        quotes: 0,
        globstar: false,
        tokens
      };
      input = utils.removePrefix(input, state);
      len = input.length;
      const extglobs = [];
      const braces = [];
      const stack = [];
      let prev = bos;
      let value;
      const eos = () => state.index === len - 1;
      const peek = state.peek = (n = 1) => input[state.index + n];
      const advance = state.advance = () => input[++state.index] || "";
      const remaining = () => input.slice(state.index + 1);
      const consume = (value2 = "", num = 0) => {
        state.consumed += value2;
        state.index += num;
      };
      const append = (token) => {
        state.output += token.output != null ? token.output : token.value;
        consume(token.value);
      };
      const negate = () => {
        let count2 = 1;
        while (peek() === "!" && (peek(2) !== "(" || peek(3) === "?")) {
          advance();
          state.start++;
          count2++;
        }
        if (count2 % 2 === 0) {
          return false;
        }
        state.negated = true;
        state.start++;
        return true;
      };
      const increment = (type) => {
        state[type]++;
        stack.push(type);
      };
      const decrement = (type) => {
        state[type]--;
        stack.pop();
      };
      const push = (tok) => {
        if (prev.type === "globstar") {
          const isBrace = state.braces > 0 && (tok.type === "comma" || tok.type === "brace");
          const isExtglob = tok.extglob === true || extglobs.length && (tok.type === "pipe" || tok.type === "paren");
          if (tok.type !== "slash" && tok.type !== "paren" && !isBrace && !isExtglob) {
            state.output = state.output.slice(0, -prev.output.length);
            prev.type = "star";
            prev.value = "*";
            prev.output = star;
            state.output += prev.output;
          }
        }
        if (extglobs.length && tok.type !== "paren") {
          extglobs[extglobs.length - 1].inner += tok.value;
        }
        if (tok.value || tok.output) append(tok);
        if (prev && prev.type === "text" && tok.type === "text") {
          prev.output = (prev.output || prev.value) + tok.value;
          prev.value += tok.value;
          return;
        }
        tok.prev = prev;
        tokens.push(tok);
        prev = tok;
      };
      const extglobOpen = (type, value2) => {
        const token = { ...EXTGLOB_CHARS[value2], conditions: 1, inner: "" };
        token.prev = prev;
        token.parens = state.parens;
        token.output = state.output;
        token.startIndex = state.index;
        token.tokensIndex = tokens.length;
        const output = (opts.capture ? "(" : "") + token.open;
        increment("parens");
        push({ type, value: value2, output: state.output ? "" : ONE_CHAR });
        push({ type: "paren", extglob: true, value: advance(), output });
        extglobs.push(token);
      };
      const extglobClose = (token) => {
        const literal2 = input.slice(token.startIndex, state.index + 1);
        const body = input.slice(token.startIndex + 2, state.index);
        const analysis = analyzeRepeatedExtglob(body, opts);
        if ((token.type === "plus" || token.type === "star") && analysis.risky) {
          const safeOutput = analysis.safeOutput ? (token.output ? "" : ONE_CHAR) + (opts.capture ? `(${analysis.safeOutput})` : analysis.safeOutput) : void 0;
          const open = tokens[token.tokensIndex];
          open.type = "text";
          open.value = literal2;
          open.output = safeOutput || utils.escapeRegex(literal2);
          for (let i = token.tokensIndex + 1; i < tokens.length; i++) {
            tokens[i].value = "";
            tokens[i].output = "";
            delete tokens[i].suffix;
          }
          state.output = token.output + open.output;
          state.backtrack = true;
          push({ type: "paren", extglob: true, value, output: "" });
          decrement("parens");
          return;
        }
        let output = token.close + (opts.capture ? ")" : "");
        let rest;
        if (token.type === "negate") {
          let extglobStar = star;
          if (token.inner && token.inner.length > 1 && token.inner.includes("/")) {
            extglobStar = globstar(opts);
          }
          if (extglobStar !== star || eos() || /^\)+$/.test(remaining())) {
            output = token.close = `)$))${extglobStar}`;
          }
          if (token.inner.includes("*") && (rest = remaining()) && /^\.[^\\/.]+$/.test(rest)) {
            const expression = parse5(rest, { ...options2, fastpaths: false }).output;
            output = token.close = `)${expression})${extglobStar})`;
          }
          if (token.prev.type === "bos") {
            state.negatedExtglob = true;
          }
        }
        push({ type: "paren", extglob: true, value, output });
        decrement("parens");
      };
      if (opts.fastpaths !== false && !/(^[*!]|[/()[\]{}"])/.test(input)) {
        let backslashes = false;
        let output = input.replace(REGEX_SPECIAL_CHARS_BACKREF, (m, esc, chars, first, rest, index) => {
          if (first === "\\") {
            backslashes = true;
            return m;
          }
          if (first === "?") {
            if (esc) {
              return esc + first + (rest ? QMARK.repeat(rest.length) : "");
            }
            if (index === 0) {
              return qmarkNoDot + (rest ? QMARK.repeat(rest.length) : "");
            }
            return QMARK.repeat(chars.length);
          }
          if (first === ".") {
            return DOT_LITERAL.repeat(chars.length);
          }
          if (first === "*") {
            if (esc) {
              return esc + first + (rest ? star : "");
            }
            return star;
          }
          return esc ? m : `\\${m}`;
        });
        if (backslashes === true) {
          if (opts.unescape === true) {
            output = output.replace(/\\/g, "");
          } else {
            output = output.replace(/\\+/g, (m) => {
              return m.length % 2 === 0 ? "\\\\" : m ? "\\" : "";
            });
          }
        }
        if (output === input && opts.contains === true) {
          state.output = input;
          return state;
        }
        state.output = utils.wrapOutput(output, state, options2);
        return state;
      }
      while (!eos()) {
        value = advance();
        if (value === "\0") {
          continue;
        }
        if (value === "\\") {
          const next = peek();
          if (next === "/" && opts.bash !== true) {
            continue;
          }
          if (next === "." || next === ";") {
            continue;
          }
          if (!next) {
            value += "\\";
            push({ type: "text", value });
            continue;
          }
          const match = /^\\+/.exec(remaining());
          let slashes = 0;
          if (match && match[0].length > 2) {
            slashes = match[0].length;
            state.index += slashes;
            if (slashes % 2 !== 0) {
              value += "\\";
            }
          }
          if (opts.unescape === true) {
            value = advance();
          } else {
            value += advance();
          }
          if (state.brackets === 0) {
            push({ type: "text", value });
            continue;
          }
        }
        if (state.brackets > 0 && (value !== "]" || prev.value === "[" || prev.value === "[^")) {
          if (opts.posix !== false && value === ":") {
            const inner = prev.value.slice(1);
            if (inner.includes("[")) {
              prev.posix = true;
              if (inner.includes(":")) {
                const idx = prev.value.lastIndexOf("[");
                const pre = prev.value.slice(0, idx);
                const rest2 = prev.value.slice(idx + 2);
                const posix4 = POSIX_REGEX_SOURCE[rest2];
                if (posix4) {
                  prev.value = pre + posix4;
                  state.backtrack = true;
                  advance();
                  if (!bos.output && tokens.indexOf(prev) === 1) {
                    bos.output = ONE_CHAR;
                  }
                  continue;
                }
              }
            }
          }
          if (value === "[" && peek() !== ":" || value === "-" && peek() === "]") {
            value = `\\${value}`;
          }
          if (value === "]" && (prev.value === "[" || prev.value === "[^")) {
            value = `\\${value}`;
          }
          if (opts.posix === true && value === "!" && prev.value === "[") {
            value = "^";
          }
          prev.value += value;
          append({ value });
          continue;
        }
        if (state.quotes === 1 && value !== '"') {
          value = utils.escapeRegex(value);
          prev.value += value;
          append({ value });
          continue;
        }
        if (value === '"') {
          state.quotes = state.quotes === 1 ? 0 : 1;
          if (opts.keepQuotes === true) {
            push({ type: "text", value });
          }
          continue;
        }
        if (value === "(") {
          increment("parens");
          push({ type: "paren", value });
          continue;
        }
        if (value === ")") {
          if (state.parens === 0 && opts.strictBrackets === true) {
            throw new SyntaxError(syntaxError("opening", "("));
          }
          const extglob = extglobs[extglobs.length - 1];
          if (extglob && state.parens === extglob.parens + 1) {
            extglobClose(extglobs.pop());
            continue;
          }
          push({ type: "paren", value, output: state.parens ? ")" : "\\)" });
          decrement("parens");
          continue;
        }
        if (value === "[") {
          if (opts.nobracket === true || !remaining().includes("]")) {
            if (opts.nobracket !== true && opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("closing", "]"));
            }
            value = `\\${value}`;
          } else {
            increment("brackets");
          }
          push({ type: "bracket", value });
          continue;
        }
        if (value === "]") {
          if (opts.nobracket === true || prev && prev.type === "bracket" && prev.value.length === 1) {
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          if (state.brackets === 0) {
            if (opts.strictBrackets === true) {
              throw new SyntaxError(syntaxError("opening", "["));
            }
            push({ type: "text", value, output: `\\${value}` });
            continue;
          }
          decrement("brackets");
          const prevValue = prev.value.slice(1);
          if (prev.posix !== true && prevValue[0] === "^" && !prevValue.includes("/")) {
            value = `/${value}`;
          }
          prev.value += value;
          append({ value });
          if (opts.literalBrackets === false || utils.hasRegexChars(prevValue)) {
            continue;
          }
          const escaped = utils.escapeRegex(prev.value);
          state.output = state.output.slice(0, -prev.value.length);
          if (opts.literalBrackets === true) {
            state.output += escaped;
            prev.value = escaped;
            continue;
          }
          prev.value = `(${capture}${escaped}|${prev.value})`;
          state.output += prev.value;
          continue;
        }
        if (value === "{" && opts.nobrace !== true) {
          increment("braces");
          const open = {
            type: "brace",
            value,
            output: "(",
            outputIndex: state.output.length,
            tokensIndex: state.tokens.length
          };
          braces.push(open);
          push(open);
          continue;
        }
        if (value === "}") {
          const brace = braces[braces.length - 1];
          if (opts.nobrace === true || !brace) {
            push({ type: "text", value, output: value });
            continue;
          }
          let output = ")";
          if (brace.dots === true) {
            const arr = tokens.slice();
            const range = [];
            for (let i = arr.length - 1; i >= 0; i--) {
              tokens.pop();
              if (arr[i].type === "brace") {
                break;
              }
              if (arr[i].type !== "dots") {
                range.unshift(arr[i].value);
              }
            }
            output = expandRange(range, opts);
            state.backtrack = true;
          }
          if (brace.comma !== true && brace.dots !== true) {
            const out = state.output.slice(0, brace.outputIndex);
            const toks = state.tokens.slice(brace.tokensIndex);
            brace.value = brace.output = "\\{";
            value = output = "\\}";
            state.output = out;
            for (const t of toks) {
              state.output += t.output || t.value;
            }
          }
          push({ type: "brace", value, output });
          decrement("braces");
          braces.pop();
          continue;
        }
        if (value === "|") {
          if (extglobs.length > 0) {
            extglobs[extglobs.length - 1].conditions++;
          }
          push({ type: "text", value });
          continue;
        }
        if (value === ",") {
          let output = value;
          const brace = braces[braces.length - 1];
          if (brace && stack[stack.length - 1] === "braces") {
            brace.comma = true;
            output = "|";
          }
          push({ type: "comma", value, output });
          continue;
        }
        if (value === "/") {
          if (prev.type === "dot" && state.index === state.start + 1) {
            state.start = state.index + 1;
            state.consumed = "";
            state.output = "";
            tokens.pop();
            prev = bos;
            continue;
          }
          push({ type: "slash", value, output: SLASH_LITERAL });
          continue;
        }
        if (value === ".") {
          if (state.braces > 0 && prev.type === "dot") {
            if (prev.value === ".") prev.output = DOT_LITERAL;
            const brace = braces[braces.length - 1];
            prev.type = "dots";
            prev.output += value;
            prev.value += value;
            brace.dots = true;
            continue;
          }
          if (state.braces + state.parens === 0 && prev.type !== "bos" && prev.type !== "slash") {
            push({ type: "text", value, output: DOT_LITERAL });
            continue;
          }
          push({ type: "dot", value, output: DOT_LITERAL });
          continue;
        }
        if (value === "?") {
          const isGroup = prev && prev.value === "(";
          if (!isGroup && opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("qmark", value);
            continue;
          }
          if (prev && prev.type === "paren") {
            const next = peek();
            let output = value;
            if (prev.value === "(" && !/[!=<:]/.test(next) || next === "<" && !/<([!=]|\w+>)/.test(remaining())) {
              output = `\\${value}`;
            }
            push({ type: "text", value, output });
            continue;
          }
          if (opts.dot !== true && (prev.type === "slash" || prev.type === "bos")) {
            push({ type: "qmark", value, output: QMARK_NO_DOT });
            continue;
          }
          push({ type: "qmark", value, output: QMARK });
          continue;
        }
        if (value === "!") {
          if (opts.noextglob !== true && peek() === "(") {
            if (peek(2) !== "?" || !/[!=<:]/.test(peek(3))) {
              extglobOpen("negate", value);
              continue;
            }
          }
          if (opts.nonegate !== true && state.index === 0) {
            negate();
            continue;
          }
        }
        if (value === "+") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            extglobOpen("plus", value);
            continue;
          }
          if (prev && prev.value === "(" || opts.regex === false) {
            push({ type: "plus", value, output: PLUS_LITERAL });
            continue;
          }
          if (prev && (prev.type === "bracket" || prev.type === "paren" || prev.type === "brace") || state.parens > 0) {
            push({ type: "plus", value });
            continue;
          }
          push({ type: "plus", value: PLUS_LITERAL });
          continue;
        }
        if (value === "@") {
          if (opts.noextglob !== true && peek() === "(" && peek(2) !== "?") {
            push({ type: "at", extglob: true, value, output: "" });
            continue;
          }
          push({ type: "text", value });
          continue;
        }
        if (value !== "*") {
          if (value === "$" || value === "^") {
            value = `\\${value}`;
          }
          const match = REGEX_NON_SPECIAL_CHARS.exec(remaining());
          if (match) {
            value += match[0];
            state.index += match[0].length;
          }
          push({ type: "text", value });
          continue;
        }
        if (prev && (prev.type === "globstar" || prev.star === true)) {
          prev.type = "star";
          prev.star = true;
          prev.value += value;
          prev.output = star;
          state.backtrack = true;
          state.globstar = true;
          consume(value);
          continue;
        }
        let rest = remaining();
        if (opts.noextglob !== true && /^\([^?]/.test(rest)) {
          extglobOpen("star", value);
          continue;
        }
        if (prev.type === "star") {
          if (opts.noglobstar === true) {
            consume(value);
            continue;
          }
          const prior = prev.prev;
          const before = prior.prev;
          const isStart = prior.type === "slash" || prior.type === "bos";
          const afterStar = before && (before.type === "star" || before.type === "globstar");
          if (opts.bash === true && (!isStart || rest[0] && rest[0] !== "/")) {
            push({ type: "star", value, output: "" });
            continue;
          }
          const isBrace = state.braces > 0 && (prior.type === "comma" || prior.type === "brace");
          const isExtglob = extglobs.length && (prior.type === "pipe" || prior.type === "paren");
          if (!isStart && prior.type !== "paren" && !isBrace && !isExtglob) {
            push({ type: "star", value, output: "" });
            continue;
          }
          while (rest.slice(0, 3) === "/**") {
            const after = input[state.index + 4];
            if (after && after !== "/") {
              break;
            }
            rest = rest.slice(3);
            consume("/**", 3);
          }
          const isEnd = eos() || state.parens > 0 && rest === ")".repeat(state.parens) && !extglobs.some((extglob) => extglob.type === "negate");
          if (prior.type === "bos" && eos()) {
            prev.type = "globstar";
            prev.value += value;
            prev.output = globstar(opts);
            state.output = prev.output;
            state.globstar = true;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && !afterStar && isEnd) {
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = globstar(opts) + (opts.strictSlashes ? ")" : "|$)");
            prev.value += value;
            state.globstar = true;
            state.output += prior.output + prev.output;
            consume(value);
            continue;
          }
          if (prior.type === "slash" && prior.prev.type !== "bos" && rest[0] === "/") {
            const end = rest[1] !== void 0 ? "|$" : "";
            state.output = state.output.slice(0, -(prior.output + prev.output).length);
            prior.output = `(?:${prior.output}`;
            prev.type = "globstar";
            prev.output = `${globstar(opts)}${SLASH_LITERAL}|${SLASH_LITERAL}${end})`;
            prev.value += value;
            state.output += prior.output + prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          if (prior.type === "bos" && rest[0] === "/") {
            prev.type = "globstar";
            prev.value += value;
            prev.output = `(?:^|${SLASH_LITERAL}|${globstar(opts)}${SLASH_LITERAL})`;
            state.output = prev.output;
            state.globstar = true;
            consume(value + advance());
            push({ type: "slash", value: "/", output: "" });
            continue;
          }
          state.output = state.output.slice(0, -prev.output.length);
          prev.type = "globstar";
          prev.output = globstar(opts);
          prev.value += value;
          state.output += prev.output;
          state.globstar = true;
          consume(value);
          continue;
        }
        const token = { type: "star", value, output: star };
        if (opts.bash === true) {
          token.output = ".*?";
          if (prev.type === "bos" || prev.type === "slash") {
            token.output = nodot + token.output;
          }
          push(token);
          continue;
        }
        if (prev && (prev.type === "bracket" || prev.type === "paren") && opts.regex === true) {
          token.output = value;
          push(token);
          continue;
        }
        if (state.index === state.start || prev.type === "slash" || prev.type === "dot") {
          if (prev.type === "dot") {
            state.output += NO_DOT_SLASH;
            prev.output += NO_DOT_SLASH;
          } else if (opts.dot === true) {
            state.output += NO_DOTS_SLASH;
            prev.output += NO_DOTS_SLASH;
          } else {
            state.output += nodot;
            prev.output += nodot;
          }
          if (peek() !== "*") {
            state.output += ONE_CHAR;
            prev.output += ONE_CHAR;
          }
        }
        push(token);
      }
      while (state.brackets > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "]"));
        state.output = utils.escapeLast(state.output, "[");
        decrement("brackets");
      }
      while (state.parens > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", ")"));
        state.output = utils.escapeLast(state.output, "(");
        decrement("parens");
      }
      while (state.braces > 0) {
        if (opts.strictBrackets === true) throw new SyntaxError(syntaxError("closing", "}"));
        state.output = utils.escapeLast(state.output, "{");
        decrement("braces");
      }
      if (opts.strictSlashes !== true && (prev.type === "star" || prev.type === "bracket")) {
        push({ type: "maybe_slash", value: "", output: `${SLASH_LITERAL}?` });
      }
      if (state.backtrack === true) {
        state.output = "";
        for (const token of state.tokens) {
          state.output += token.output != null ? token.output : token.value;
          if (token.suffix) {
            state.output += token.suffix;
          }
        }
      }
      return state;
    };
    parse5.fastpaths = (input, options2) => {
      const opts = { ...options2 };
      const max = typeof opts.maxLength === "number" ? Math.min(MAX_LENGTH, opts.maxLength) : MAX_LENGTH;
      const len = input.length;
      if (len > max) {
        throw new SyntaxError(`Input length: ${len}, exceeds maximum allowed length: ${max}`);
      }
      input = REPLACEMENTS[input] || input;
      const {
        DOT_LITERAL,
        SLASH_LITERAL,
        ONE_CHAR,
        DOTS_SLASH,
        NO_DOT,
        NO_DOTS,
        NO_DOTS_SLASH,
        STAR,
        START_ANCHOR
      } = constants4.globChars(opts.windows);
      const nodot = opts.dot ? NO_DOTS : NO_DOT;
      const slashDot = opts.dot ? NO_DOTS_SLASH : NO_DOT;
      const capture = opts.capture ? "" : "?:";
      const state = { negated: false, prefix: "" };
      let star = opts.bash === true ? ".*?" : STAR;
      if (opts.capture) {
        star = `(${star})`;
      }
      const globstar = (opts2) => {
        if (opts2.noglobstar === true) return star;
        return `(${capture}(?:(?!${START_ANCHOR}${opts2.dot ? DOTS_SLASH : DOT_LITERAL}).)*?)`;
      };
      const create = (str) => {
        switch (str) {
          case "*":
            return `${nodot}${ONE_CHAR}${star}`;
          case ".*":
            return `${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*.*":
            return `${nodot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "*/*":
            return `${nodot}${star}${SLASH_LITERAL}${ONE_CHAR}${slashDot}${star}`;
          case "**":
            return nodot + globstar(opts);
          case "**/*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${ONE_CHAR}${star}`;
          case "**/*.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${slashDot}${star}${DOT_LITERAL}${ONE_CHAR}${star}`;
          case "**/.*":
            return `(?:${nodot}${globstar(opts)}${SLASH_LITERAL})?${DOT_LITERAL}${ONE_CHAR}${star}`;
          default: {
            const match = /^(.*?)\.(\w+)$/.exec(str);
            if (!match) return;
            const source2 = create(match[1]);
            if (!source2) return;
            return source2 + DOT_LITERAL + match[2];
          }
        }
      };
      const output = utils.removePrefix(input, state);
      let source = create(output);
      if (source && opts.strictSlashes !== true) {
        source += `${SLASH_LITERAL}?`;
      }
      return source;
    };
    module.exports = parse5;
  }
});

// node_modules/picomatch/lib/picomatch.js
var require_picomatch = __commonJS({
  "node_modules/picomatch/lib/picomatch.js"(exports, module) {
    "use strict";
    var scan = require_scan();
    var parse5 = require_parse();
    var utils = require_utils();
    var constants4 = require_constants();
    var isObject = (val) => val && typeof val === "object" && !Array.isArray(val);
    var picomatch5 = (glob, options2, returnState = false) => {
      if (Array.isArray(glob)) {
        const fns = glob.map((input) => picomatch5(input, options2, returnState));
        const arrayMatcher = (str) => {
          for (const isMatch2 of fns) {
            const state2 = isMatch2(str);
            if (state2) return state2;
          }
          return false;
        };
        return arrayMatcher;
      }
      const isState = isObject(glob) && glob.tokens && glob.input;
      if (glob === "" || typeof glob !== "string" && !isState) {
        throw new TypeError("Expected pattern to be a non-empty string");
      }
      const opts = options2 || {};
      const posix4 = opts.windows;
      const regex2 = isState ? picomatch5.compileRe(glob, options2) : picomatch5.makeRe(glob, options2, false, true);
      const state = regex2.state;
      delete regex2.state;
      let isIgnored = () => false;
      if (opts.ignore) {
        const ignoreOpts = { ...options2, ignore: null, onMatch: null, onResult: null };
        isIgnored = picomatch5(opts.ignore, ignoreOpts, returnState);
      }
      const matcher = (input, returnObject = false) => {
        const { isMatch: isMatch2, match, output } = picomatch5.test(input, regex2, options2, { glob, posix: posix4 });
        const result = { glob, state, regex: regex2, posix: posix4, input, output, match, isMatch: isMatch2 };
        if (typeof opts.onResult === "function") {
          opts.onResult(result);
        }
        if (isMatch2 === false) {
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (isIgnored(input)) {
          if (typeof opts.onIgnore === "function") {
            opts.onIgnore(result);
          }
          result.isMatch = false;
          return returnObject ? result : false;
        }
        if (typeof opts.onMatch === "function") {
          opts.onMatch(result);
        }
        return returnObject ? result : true;
      };
      if (returnState) {
        matcher.state = state;
      }
      return matcher;
    };
    picomatch5.test = (input, regex2, options2, { glob, posix: posix4 } = {}) => {
      if (typeof input !== "string") {
        throw new TypeError("Expected input to be a string");
      }
      if (input === "") {
        return { isMatch: false, output: "" };
      }
      const opts = options2 || {};
      const format = opts.format || (posix4 ? utils.toPosixSlashes : null);
      let match = input === glob;
      let output = match && format ? format(input) : input;
      if (match === false) {
        output = format ? format(input) : input;
        match = output === glob;
      }
      if (match === false || opts.capture === true) {
        if (opts.matchBase === true || opts.basename === true) {
          match = picomatch5.matchBase(input, regex2, options2, posix4);
        } else {
          match = regex2.exec(output);
        }
      }
      return { isMatch: Boolean(match), match, output };
    };
    picomatch5.matchBase = (input, glob, options2, posix4 = options2 && options2.windows) => {
      const regex2 = glob instanceof RegExp ? glob : picomatch5.makeRe(glob, options2);
      return regex2.test(utils.basename(input, { windows: posix4 }));
    };
    picomatch5.isMatch = (str, patterns, options2) => picomatch5(patterns, options2)(str);
    picomatch5.parse = (pattern, options2) => {
      if (Array.isArray(pattern)) return pattern.map((p) => picomatch5.parse(p, options2));
      return parse5(pattern, { ...options2, fastpaths: false });
    };
    picomatch5.scan = (input, options2) => scan(input, options2);
    picomatch5.compileRe = (state, options2, returnOutput = false, returnState = false) => {
      if (returnOutput === true) {
        return state.output;
      }
      const opts = options2 || {};
      const prepend = opts.contains ? "" : "^";
      const append = opts.contains ? "" : "$";
      let source = `${prepend}(?:${state.output})${append}`;
      if (state && state.negated === true) {
        source = `^(?!${source}).*$`;
      }
      const regex2 = picomatch5.toRegex(source, options2);
      if (returnState === true) {
        regex2.state = state;
      }
      return regex2;
    };
    picomatch5.makeRe = (input, options2 = {}, returnOutput = false, returnState = false) => {
      if (!input || typeof input !== "string") {
        throw new TypeError("Expected a non-empty string");
      }
      let parsed = { negated: false, fastpaths: true };
      if (options2.fastpaths !== false && (input[0] === "." || input[0] === "*")) {
        parsed.output = parse5.fastpaths(input, options2);
      }
      if (!parsed.output) {
        parsed = parse5(input, options2);
      }
      return picomatch5.compileRe(parsed, options2, returnOutput, returnState);
    };
    picomatch5.toRegex = (source, options2) => {
      try {
        const opts = options2 || {};
        return new RegExp(source, opts.flags || (opts.nocase ? "i" : ""));
      } catch (err) {
        if (options2 && options2.debug === true) throw err;
        return /$^/;
      }
    };
    picomatch5.constants = constants4;
    module.exports = picomatch5;
  }
});

// node_modules/picomatch/index.js
var require_picomatch2 = __commonJS({
  "node_modules/picomatch/index.js"(exports, module) {
    "use strict";
    var pico = require_picomatch();
    var utils = require_utils();
    function picomatch5(glob, options2, returnState = false) {
      if (options2 && (options2.windows === null || options2.windows === void 0)) {
        options2 = { ...options2, windows: utils.isWindows() };
      }
      return pico(glob, options2, returnState);
    }
    Object.assign(picomatch5, pico);
    module.exports = picomatch5;
  }
});

// node_modules/pend/index.js
var require_pend = __commonJS({
  "node_modules/pend/index.js"(exports, module) {
    module.exports = Pend;
    function Pend() {
      this.pending = 0;
      this.max = Infinity;
      this.listeners = [];
      this.waiting = [];
      this.error = null;
    }
    Pend.prototype.go = function(fn) {
      if (this.pending < this.max) {
        pendGo(this, fn);
      } else {
        this.waiting.push(fn);
      }
    };
    Pend.prototype.wait = function(cb) {
      if (this.pending === 0) {
        cb(this.error);
      } else {
        this.listeners.push(cb);
      }
    };
    Pend.prototype.hold = function() {
      return pendHold(this);
    };
    function pendHold(self) {
      self.pending += 1;
      var called = false;
      return onCb;
      function onCb(err) {
        if (called) throw new Error("callback called twice");
        called = true;
        self.error = self.error || err;
        self.pending -= 1;
        if (self.waiting.length > 0 && self.pending < self.max) {
          pendGo(self, self.waiting.shift());
        } else if (self.pending === 0) {
          var listeners = self.listeners;
          self.listeners = [];
          listeners.forEach(cbListener);
        }
      }
      function cbListener(listener) {
        listener(self.error);
      }
    }
    function pendGo(self, fn) {
      fn(pendHold(self));
    }
  }
});

// node_modules/yauzl/fd-slicer.js
var require_fd_slicer = __commonJS({
  "node_modules/yauzl/fd-slicer.js"(exports) {
    var fs = __require("fs");
    var util = __require("util");
    var stream = __require("stream");
    var Readable = stream.Readable;
    var PassThrough = stream.PassThrough;
    var Pend = require_pend();
    var EventEmitter = __require("events").EventEmitter;
    exports.BufferSlicer = BufferSlicer;
    exports.FdSlicer = FdSlicer;
    util.inherits(FdSlicer, EventEmitter);
    function FdSlicer(fd) {
      EventEmitter.call(this);
      this.fd = fd;
      this.pend = new Pend();
      this.pend.max = 1;
      this.refCount = 0;
    }
    FdSlicer.prototype.read = function(buffer2, offset, length, position3, callback) {
      var self = this;
      self.pend.go(function(cb) {
        fs.read(self.fd, buffer2, offset, length, position3, function(err, bytesRead, buffer3) {
          cb();
          callback(err, bytesRead, buffer3);
        });
      });
    };
    FdSlicer.prototype.createReadStream = function(options2) {
      return new ReadStream(this, options2);
    };
    FdSlicer.prototype.ref = function() {
      this.refCount += 1;
    };
    FdSlicer.prototype.unref = function() {
      var self = this;
      self.refCount -= 1;
      if (self.refCount < 0) throw new Error("invalid unref");
      if (self.refCount > 0) return;
      fs.close(self.fd, onCloseDone);
      function onCloseDone(err) {
        if (err) {
          self.emit("error", err);
        } else {
          self.emit("close");
        }
      }
    };
    util.inherits(ReadStream, Readable);
    function ReadStream(context, options2) {
      options2 = options2 || {};
      Readable.call(this, options2);
      this.context = context;
      this.context.ref();
      this.start = options2.start || 0;
      this.endOffset = options2.end;
      this.pos = this.start;
    }
    ReadStream.prototype._read = function(n) {
      var self = this;
      var toRead = Math.min(self._readableState.highWaterMark, n);
      if (self.endOffset != null) {
        toRead = Math.min(toRead, self.endOffset - self.pos);
      }
      if (toRead <= 0) {
        self.push(null);
        this._cleanup();
        return;
      }
      self.context.pend.go(function(cb) {
        var buffer2 = Buffer.allocUnsafe(toRead);
        fs.read(self.context.fd, buffer2, 0, toRead, self.pos, function(err, bytesRead) {
          if (err) {
            self.destroy(err);
          } else if (bytesRead === 0) {
            self.push(null);
            self._cleanup();
          } else {
            self.pos += bytesRead;
            self.push(buffer2.slice(0, bytesRead));
          }
          cb();
        });
      });
    };
    ReadStream.prototype._destroy = function(err, cb) {
      this._cleanup();
      cb(err);
    };
    ReadStream.prototype._cleanup = function() {
      if (this.context != null) {
        this.context.unref();
        this.context = null;
      }
    };
    util.inherits(BufferSlicer, EventEmitter);
    function BufferSlicer(buffer2) {
      EventEmitter.call(this);
      this.refCount = 0;
      this.buffer = buffer2;
    }
    BufferSlicer.prototype.read = function(buffer2, offset, length, position3, callback) {
      if (!(0 <= offset && offset <= buffer2.length)) throw new RangeError("offset outside buffer: 0 <= " + offset + " <= " + buffer2.length);
      if (position3 < 0) throw new RangeError("position is negative: " + position3);
      if (offset + length > buffer2.length) {
        length = buffer2.length - offset;
      }
      if (position3 + length > this.buffer.length) {
        length = this.buffer.length - position3;
      }
      if (length <= 0) {
        setImmediate(function() {
          callback(null, 0);
        });
        return;
      }
      this.buffer.copy(buffer2, offset, position3, position3 + length);
      setImmediate(function() {
        callback(null, length);
      });
    };
    BufferSlicer.prototype.createReadStream = function(options2) {
      options2 = options2 || {};
      var readStream = new PassThrough(options2);
      readStream.start = options2.start || 0;
      readStream.endOffset = options2.end;
      readStream.pos = readStream.endOffset || this.buffer.length;
      var entireSlice = this.buffer.slice(readStream.start, readStream.pos);
      var maxChunkSize = 65536;
      var offset = 0;
      while (true) {
        var nextOffset = offset + maxChunkSize;
        if (nextOffset >= entireSlice.length) {
          if (offset < entireSlice.length) {
            readStream.write(entireSlice.slice(offset, entireSlice.length));
          }
          break;
        }
        readStream.write(entireSlice.slice(offset, nextOffset));
        offset = nextOffset;
      }
      readStream.end();
      return readStream;
    };
    BufferSlicer.prototype.ref = function() {
      this.refCount += 1;
    };
    BufferSlicer.prototype.unref = function() {
      this.refCount -= 1;
      if (this.refCount < 0) {
        throw new Error("invalid unref");
      }
    };
  }
});

// node_modules/yauzl/crc32.js
var require_crc32 = __commonJS({
  "node_modules/yauzl/crc32.js"(exports, module) {
    var CRC_TABLE = new Int32Array([
      0,
      1996959894,
      3993919788,
      2567524794,
      124634137,
      1886057615,
      3915621685,
      2657392035,
      249268274,
      2044508324,
      3772115230,
      2547177864,
      162941995,
      2125561021,
      3887607047,
      2428444049,
      498536548,
      1789927666,
      4089016648,
      2227061214,
      450548861,
      1843258603,
      4107580753,
      2211677639,
      325883990,
      1684777152,
      4251122042,
      2321926636,
      335633487,
      1661365465,
      4195302755,
      2366115317,
      997073096,
      1281953886,
      3579855332,
      2724688242,
      1006888145,
      1258607687,
      3524101629,
      2768942443,
      901097722,
      1119000684,
      3686517206,
      2898065728,
      853044451,
      1172266101,
      3705015759,
      2882616665,
      651767980,
      1373503546,
      3369554304,
      3218104598,
      565507253,
      1454621731,
      3485111705,
      3099436303,
      671266974,
      1594198024,
      3322730930,
      2970347812,
      795835527,
      1483230225,
      3244367275,
      3060149565,
      1994146192,
      31158534,
      2563907772,
      4023717930,
      1907459465,
      112637215,
      2680153253,
      3904427059,
      2013776290,
      251722036,
      2517215374,
      3775830040,
      2137656763,
      141376813,
      2439277719,
      3865271297,
      1802195444,
      476864866,
      2238001368,
      4066508878,
      1812370925,
      453092731,
      2181625025,
      4111451223,
      1706088902,
      314042704,
      2344532202,
      4240017532,
      1658658271,
      366619977,
      2362670323,
      4224994405,
      1303535960,
      984961486,
      2747007092,
      3569037538,
      1256170817,
      1037604311,
      2765210733,
      3554079995,
      1131014506,
      879679996,
      2909243462,
      3663771856,
      1141124467,
      855842277,
      2852801631,
      3708648649,
      1342533948,
      654459306,
      3188396048,
      3373015174,
      1466479909,
      544179635,
      3110523913,
      3462522015,
      1591671054,
      702138776,
      2966460450,
      3352799412,
      1504918807,
      783551873,
      3082640443,
      3233442989,
      3988292384,
      2596254646,
      62317068,
      1957810842,
      3939845945,
      2647816111,
      81470997,
      1943803523,
      3814918930,
      2489596804,
      225274430,
      2053790376,
      3826175755,
      2466906013,
      167816743,
      2097651377,
      4027552580,
      2265490386,
      503444072,
      1762050814,
      4150417245,
      2154129355,
      426522225,
      1852507879,
      4275313526,
      2312317920,
      282753626,
      1742555852,
      4189708143,
      2394877945,
      397917763,
      1622183637,
      3604390888,
      2714866558,
      953729732,
      1340076626,
      3518719985,
      2797360999,
      1068828381,
      1219638859,
      3624741850,
      2936675148,
      906185462,
      1090812512,
      3747672003,
      2825379669,
      829329135,
      1181335161,
      3412177804,
      3160834842,
      628085408,
      1382605366,
      3423369109,
      3138078467,
      570562233,
      1426400815,
      3317316542,
      2998733608,
      733239954,
      1555261956,
      3268935591,
      3050360625,
      752459403,
      1541320221,
      2607071920,
      3965973030,
      1969922972,
      40735498,
      2617837225,
      3943577151,
      1913087877,
      83908371,
      2512341634,
      3803740692,
      2075208622,
      213261112,
      2463272603,
      3855990285,
      2094854071,
      198958881,
      2262029012,
      4057260610,
      1759359992,
      534414190,
      2176718541,
      4139329115,
      1873836001,
      414664567,
      2282248934,
      4279200368,
      1711684554,
      285281116,
      2405801727,
      4167216745,
      1634467795,
      376229701,
      2685067896,
      3608007406,
      1308918612,
      956543938,
      2808555105,
      3495958263,
      1231636301,
      1047427035,
      2932959818,
      3654703836,
      1088359270,
      936918e3,
      2847714899,
      3736837829,
      1202900863,
      817233897,
      3183342108,
      3401237130,
      1404277552,
      615818150,
      3134207493,
      3453421203,
      1423857449,
      601450431,
      3009837614,
      3294710456,
      1567103746,
      711928724,
      3020668471,
      3272380065,
      1510334235,
      755167117
    ]);
    function crc32(buf) {
      let crc = -1;
      for (let x of buf) {
        crc = CRC_TABLE[(crc ^ x) & 255] ^ crc >>> 8;
      }
      return (crc ^ -1) >>> 0;
    }
    module.exports = crc32;
  }
});

// node_modules/yauzl/index.js
var require_yauzl = __commonJS({
  "node_modules/yauzl/index.js"(exports) {
    var fs = __require("fs");
    var zlib = __require("zlib");
    var fd_slicer = require_fd_slicer();
    var util = __require("util");
    var EventEmitter = __require("events").EventEmitter;
    var Transform = __require("stream").Transform;
    var PassThrough = __require("stream").PassThrough;
    var Writable = __require("stream").Writable;
    var crc32 = typeof zlib.crc32 === "function" ? zlib.crc32 : require_crc32();
    exports.open = open;
    exports.fromFd = fromFd;
    exports.fromBuffer = fromBuffer;
    exports.fromRandomAccessReader = fromRandomAccessReader;
    exports.openPromise = openPromise;
    exports.fromFdPromise = fromFdPromise;
    exports.fromBufferPromise = fromBufferPromise;
    exports.fromRandomAccessReaderPromise = fromRandomAccessReaderPromise;
    exports.dosDateTimeToDate = dosDateTimeToDate;
    exports.getFileNameLowLevel = getFileNameLowLevel;
    exports.validateFileName = validateFileName;
    exports.parseExtraFields = parseExtraFields;
    exports.ZipFile = ZipFile;
    exports.Entry = Entry;
    exports.LocalFileHeader = LocalFileHeader;
    exports.RandomAccessReader = RandomAccessReader;
    function openPromise(path, options2) {
      return new Promise((resolve10, reject) => {
        open(path, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve10(zipfile);
        });
      });
    }
    function fromFdPromise(fd, options2) {
      return new Promise((resolve10, reject) => {
        fromFd(fd, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve10(zipfile);
        });
      });
    }
    function fromBufferPromise(buffer2, options2) {
      return new Promise((resolve10, reject) => {
        fromBuffer(buffer2, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve10(zipfile);
        });
      });
    }
    function fromRandomAccessReaderPromise(reader, totalSize, options2) {
      return new Promise((resolve10, reject) => {
        fromRandomAccessReader(reader, totalSize, { ...options2, lazyEntries: true }, function(err, zipfile) {
          if (err) return reject(err);
          resolve10(zipfile);
        });
      });
    }
    function open(path, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = true;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      fs.open(path, "r", function(err, fd) {
        if (err) return callback(err);
        fromFd(fd, options2, function(err2, zipfile) {
          if (err2) fs.close(fd, defaultCallback);
          callback(err2, zipfile);
        });
      });
    }
    function fromFd(fd, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = false;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      fs.fstat(fd, function(err, stats) {
        if (err) return callback(err);
        var reader = new fd_slicer.FdSlicer(fd);
        fromRandomAccessReader(reader, stats.size, options2, callback);
      });
    }
    function fromBuffer(buffer2, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      options2.autoClose = false;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      var reader = new fd_slicer.BufferSlicer(buffer2);
      fromRandomAccessReader(reader, buffer2.length, options2, callback);
    }
    function fromRandomAccessReader(reader, totalSize, options2, callback) {
      if (typeof options2 === "function") {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      if (options2.autoClose == null) options2.autoClose = true;
      if (options2.lazyEntries == null) options2.lazyEntries = false;
      if (options2.decodeStrings == null) options2.decodeStrings = true;
      var decodeStrings = !!options2.decodeStrings;
      if (options2.validateEntrySizes == null) options2.validateEntrySizes = true;
      if (options2.strictFileNames == null) options2.strictFileNames = false;
      if (callback == null) callback = defaultCallback;
      if (typeof totalSize !== "number") throw new Error("expected totalSize parameter to be a number");
      if (totalSize > Number.MAX_SAFE_INTEGER) {
        throw new Error("zip file too large. only file sizes up to 2^52 are supported due to JavaScript's Number type being an IEEE 754 double.");
      }
      reader.ref();
      var eocdrWithoutCommentSize = 22;
      var zip64EocdlSize = 20;
      var maxCommentSize = 65535;
      var bufferSize = Math.min(zip64EocdlSize + eocdrWithoutCommentSize + maxCommentSize, totalSize);
      var buffer2 = newBuffer(bufferSize);
      var bufferReadStart = totalSize - buffer2.length;
      readAndAssertNoEof(reader, buffer2, 0, bufferSize, bufferReadStart, function(err) {
        if (err) return callback(err);
        for (var i = bufferSize - eocdrWithoutCommentSize; i >= 0; i -= 1) {
          if (buffer2.readUInt32LE(i) !== 101010256) continue;
          var eocdrBuffer = buffer2.subarray(i);
          var diskNumber = eocdrBuffer.readUInt16LE(4);
          var entryCount = eocdrBuffer.readUInt16LE(10);
          var centralDirectoryOffset = eocdrBuffer.readUInt32LE(16);
          var commentLength = eocdrBuffer.readUInt16LE(20);
          var expectedCommentLength = eocdrBuffer.length - eocdrWithoutCommentSize;
          if (commentLength !== expectedCommentLength) {
            return callback(new Error("Invalid comment length. Expected: " + expectedCommentLength + ". Found: " + commentLength + ". Are there extra bytes at the end of the file? Or is the end of central dir signature `PK\u263A\u263B` in the comment?"));
          }
          var comment = decodeStrings ? decodeBuffer(eocdrBuffer.subarray(22), false) : eocdrBuffer.subarray(22);
          if (i - zip64EocdlSize >= 0 && buffer2.readUInt32LE(i - zip64EocdlSize) === 117853008) {
            var zip64EocdlBuffer = buffer2.subarray(i - zip64EocdlSize, i - zip64EocdlSize + zip64EocdlSize);
            var zip64EocdrOffset = readUInt64LE(zip64EocdlBuffer, 8);
            var zip64EocdrBuffer = newBuffer(56);
            return readAndAssertNoEof(reader, zip64EocdrBuffer, 0, zip64EocdrBuffer.length, zip64EocdrOffset, function(err2) {
              if (err2) return callback(err2);
              if (zip64EocdrBuffer.readUInt32LE(0) !== 101075792) {
                return callback(new Error("invalid zip64 end of central directory record signature"));
              }
              diskNumber = zip64EocdrBuffer.readUInt32LE(16);
              if (diskNumber !== 0) {
                return callback(new Error("multi-disk zip files are not supported: found disk number: " + diskNumber));
              }
              entryCount = readUInt64LE(zip64EocdrBuffer, 32);
              centralDirectoryOffset = readUInt64LE(zip64EocdrBuffer, 48);
              return callback(null, new ZipFile(reader, centralDirectoryOffset, totalSize, entryCount, comment, options2.autoClose, options2.lazyEntries, decodeStrings, options2.validateEntrySizes, options2.strictFileNames));
            });
          }
          if (diskNumber !== 0) {
            return callback(new Error("multi-disk zip files are not supported: found disk number: " + diskNumber));
          }
          return callback(null, new ZipFile(reader, centralDirectoryOffset, totalSize, entryCount, comment, options2.autoClose, options2.lazyEntries, decodeStrings, options2.validateEntrySizes, options2.strictFileNames));
        }
        callback(new Error("End of central directory record signature not found. Either not a zip file, or file is truncated."));
      });
    }
    util.inherits(ZipFile, EventEmitter);
    function ZipFile(reader, centralDirectoryOffset, fileSize, entryCount, comment, autoClose, lazyEntries, decodeStrings, validateEntrySizes, strictFileNames) {
      var self = this;
      EventEmitter.call(self);
      self.reader = reader;
      self.reader.on("error", function(err) {
        emitError(self, err);
      });
      self.reader.once("close", function() {
        self.emit("close");
      });
      self.readEntryCursor = centralDirectoryOffset;
      self.fileSize = fileSize;
      self.entryCount = entryCount;
      self.comment = comment;
      self.entriesRead = 0;
      self.autoClose = !!autoClose;
      self.lazyEntries = !!lazyEntries;
      self.decodeStrings = !!decodeStrings;
      self.validateEntrySizes = !!validateEntrySizes;
      self.strictFileNames = !!strictFileNames;
      self.isOpen = true;
      self.emittedError = false;
      self.hasEachEntryBeenCalled = false;
      if (!self.lazyEntries) self._readEntry();
    }
    ZipFile.prototype.close = function() {
      if (!this.isOpen) return;
      this.isOpen = false;
      this.reader.unref();
    };
    function emitErrorAndAutoClose(self, err) {
      if (self.autoClose) self.close();
      emitError(self, err);
    }
    function emitError(self, err) {
      if (self.emittedError) return;
      self.emittedError = true;
      self.emit("error", err);
    }
    ZipFile.prototype.readEntry = function() {
      if (!this.lazyEntries) throw new Error("readEntry() called without lazyEntries:true");
      this._readEntry();
    };
    ZipFile.prototype._readEntry = function() {
      var self = this;
      if (self.entryCount === self.entriesRead) {
        setImmediate(function() {
          if (self.autoClose) self.close();
          if (self.emittedError) return;
          self.emit("end");
        });
        return;
      }
      if (self.emittedError) return;
      var buffer2 = newBuffer(46);
      readAndAssertNoEof(self.reader, buffer2, 0, buffer2.length, self.readEntryCursor, function(err) {
        if (err) return emitErrorAndAutoClose(self, err);
        if (self.emittedError) return;
        var entry = new Entry();
        var signature = buffer2.readUInt32LE(0);
        if (signature !== 33639248) return emitErrorAndAutoClose(self, new Error("invalid central directory file header signature: 0x" + signature.toString(16)));
        entry.versionMadeBy = buffer2.readUInt16LE(4);
        entry.versionNeededToExtract = buffer2.readUInt16LE(6);
        entry.generalPurposeBitFlag = buffer2.readUInt16LE(8);
        entry.compressionMethod = buffer2.readUInt16LE(10);
        entry.lastModFileTime = buffer2.readUInt16LE(12);
        entry.lastModFileDate = buffer2.readUInt16LE(14);
        entry.crc32 = buffer2.readUInt32LE(16);
        entry.compressedSize = buffer2.readUInt32LE(20);
        entry.uncompressedSize = buffer2.readUInt32LE(24);
        entry.fileNameLength = buffer2.readUInt16LE(28);
        entry.extraFieldLength = buffer2.readUInt16LE(30);
        entry.fileCommentLength = buffer2.readUInt16LE(32);
        entry.internalFileAttributes = buffer2.readUInt16LE(36);
        entry.externalFileAttributes = buffer2.readUInt32LE(38);
        entry.relativeOffsetOfLocalHeader = buffer2.readUInt32LE(42);
        if (entry.generalPurposeBitFlag & 64) return emitErrorAndAutoClose(self, new Error("strong encryption is not supported"));
        self.readEntryCursor += 46;
        buffer2 = newBuffer(entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength);
        readAndAssertNoEof(self.reader, buffer2, 0, buffer2.length, self.readEntryCursor, function(err2) {
          if (err2) return emitErrorAndAutoClose(self, err2);
          if (self.emittedError) return;
          entry.fileNameRaw = buffer2.subarray(0, entry.fileNameLength);
          var fileCommentStart = entry.fileNameLength + entry.extraFieldLength;
          entry.extraFieldRaw = buffer2.subarray(entry.fileNameLength, fileCommentStart);
          entry.fileCommentRaw = buffer2.subarray(fileCommentStart, fileCommentStart + entry.fileCommentLength);
          try {
            entry.extraFields = parseExtraFields(entry.extraFieldRaw);
          } catch (err3) {
            return emitErrorAndAutoClose(self, err3);
          }
          if (self.decodeStrings) {
            var isUtf82 = (entry.generalPurposeBitFlag & 2048) !== 0;
            entry.fileComment = decodeBuffer(entry.fileCommentRaw, isUtf82);
            entry.fileName = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, self.strictFileNames);
            var errorMessage = validateFileName(entry.fileName);
            if (errorMessage != null) return emitErrorAndAutoClose(self, new Error(errorMessage));
          } else {
            entry.fileComment = entry.fileCommentRaw;
            entry.fileName = entry.fileNameRaw;
          }
          entry.comment = entry.fileComment;
          self.readEntryCursor += buffer2.length;
          self.entriesRead += 1;
          for (var i = 0; i < entry.extraFields.length; i++) {
            var extraField = entry.extraFields[i];
            if (extraField.id !== 1) continue;
            var zip64EiefBuffer = extraField.data;
            var index = 0;
            if (entry.uncompressedSize === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include uncompressed size"));
              }
              entry.uncompressedSize = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            if (entry.compressedSize === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include compressed size"));
              }
              entry.compressedSize = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            if (entry.relativeOffsetOfLocalHeader === 4294967295) {
              if (index + 8 > zip64EiefBuffer.length) {
                return emitErrorAndAutoClose(self, new Error("zip64 extended information extra field does not include relative header offset"));
              }
              entry.relativeOffsetOfLocalHeader = readUInt64LE(zip64EiefBuffer, index);
              index += 8;
            }
            break;
          }
          if (self.validateEntrySizes && entry.compressionMethod === 0) {
            var expectedCompressedSize = entry.uncompressedSize;
            if (entry.isEncrypted()) {
              expectedCompressedSize += 12;
            }
            if (entry.compressedSize !== expectedCompressedSize) {
              var msg = "compressed/uncompressed size mismatch for stored file: " + entry.compressedSize + " != " + entry.uncompressedSize;
              return emitErrorAndAutoClose(self, new Error(msg));
            }
          }
          self.emit("entry", entry);
          if (!self.lazyEntries) self._readEntry();
        });
      });
    };
    ZipFile.prototype.eachEntry = function() {
      const self = this;
      if (!self.lazyEntries) throw new Error("eachEntry() requires lazyEntries: true");
      if (self.hasEachEntryBeenCalled) throw new Error("eachEntry() must only be called once per ZipFile");
      self.hasEachEntryBeenCalled = true;
      let pendingResolveReject = null;
      self.on("entry", onEntry);
      self.on("end", onEnd);
      self.on("error", onError);
      function cleanup() {
        self.removeListener("entry", onEntry);
        self.removeListener("end", onEnd);
        self.removeListener("error", onError);
        if (self.autoClose) self.close();
      }
      function onEntry(entry) {
        let { resolve: resolve10 } = pendingResolveReject;
        pendingResolveReject = null;
        resolve10({ value: entry });
      }
      function onEnd() {
        let { resolve: resolve10 } = pendingResolveReject;
        pendingResolveReject = null;
        cleanup();
        resolve10({ done: true });
      }
      function onError(err) {
        let { reject } = pendingResolveReject;
        pendingResolveReject = null;
        cleanup();
        reject(err);
      }
      return {
        [Symbol.asyncIterator]() {
          return this;
        },
        next() {
          const promise = new Promise((resolve10, reject) => {
            if (pendingResolveReject != null) throw new Error("next() called before previous Promise was resolved.");
            pendingResolveReject = { resolve: resolve10, reject };
          });
          self.readEntry();
          return promise;
        },
        return(value) {
          cleanup();
          return Promise.resolve({ done: true, value });
        },
        throw(value) {
          cleanup();
          return Promise.reject(value);
        }
      };
    };
    ZipFile.prototype.openReadStream = function(entry, options2, callback) {
      var self = this;
      var relativeStart = 0;
      var relativeEnd = entry.compressedSize;
      if (callback == null) {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) {
        options2 = {};
      } else {
        if (options2.decodeFileData === false) {
          if (options2.decrypt != null) {
            throw new Error("cannot use options.decrypt when options.decodeFileData === false");
          }
          if (options2.decompress != null) {
            throw new Error("cannot use options.decompress when options.decodeFileData === false");
          }
        } else {
          if (options2.decrypt != null) {
            if (!entry.isEncrypted()) {
              throw new Error("options.decrypt can only be specified for encrypted entries. See also option decodeFileData.");
            }
            if (options2.decrypt !== false) throw new Error("invalid options.decrypt value: " + options2.decrypt);
            if (entry.isCompressed()) {
              if (options2.decompress !== false) throw new Error("entry is encrypted and compressed, and options.decompress !== false. See also option decodeFileData.");
            }
          }
          if (options2.decompress != null) {
            if (!entry.isCompressed()) {
              throw new Error("options.decompress can only be specified for compressed entries. See also option decodeFileData.");
            }
            if (!(options2.decompress === false || options2.decompress === true)) {
              throw new Error("invalid options.decompress value: " + options2.decompress);
            }
            decompress = options2.decompress;
          }
        }
        if (options2.start != null) {
          relativeStart = options2.start;
          if (relativeStart < 0) throw new Error("options.start < 0");
          if (relativeStart > entry.compressedSize) throw new Error("options.start > entry.compressedSize");
        }
        if (options2.end != null) {
          relativeEnd = options2.end;
          if (relativeEnd < 0) throw new Error("options.end < 0");
          if (relativeEnd > entry.compressedSize) throw new Error("options.end > entry.compressedSize");
          if (relativeEnd < relativeStart) throw new Error("options.end < options.start");
        }
      }
      var rawMode = options2.decodeFileData === false || // Explicitly requested raw.
      (entry.compressionMethod === 0 || // Naturally without compression.
      entry.compressionMethod === 8 && options2.decompress === false) && (!entry.isEncrypted() || // Naturally without encryption.
      options2.decrypt === false);
      if (options2.start != null || options2.end != null) {
        if (!rawMode) throw new Error("start/end range require options.decodeFileData === false for non-trivial encoded entries.");
      }
      if (!self.isOpen) return callback(new Error("closed"));
      if (entry.isEncrypted() && !rawMode) {
        if (options2.decrypt !== false) return callback(new Error("entry is encrypted, and options.decodeFileData !== false"));
      }
      var decompress;
      if (rawMode) {
        decompress = false;
      } else if (entry.compressionMethod === 8) {
        decompress = options2.decodeFileData !== true;
      } else {
        return callback(new Error("unsupported compression method: " + entry.compressionMethod));
      }
      self.readLocalFileHeader(entry, { minimal: true }, function(err, localFileHeader) {
        if (err) return callback(err);
        self.openReadStreamLowLevel(
          localFileHeader.fileDataStart,
          entry.compressedSize,
          relativeStart,
          relativeEnd,
          decompress,
          entry.uncompressedSize,
          callback
        );
      });
    };
    ZipFile.prototype.openReadStreamLowLevel = function(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize, callback) {
      var self = this;
      var fileDataEnd = fileDataStart + compressedSize;
      var readStream = self.reader.createReadStream({
        start: fileDataStart + relativeStart,
        end: fileDataStart + relativeEnd
      });
      var endpointStream = readStream;
      if (decompress) {
        var destroyed = false;
        var inflateFilter = zlib.createInflateRaw();
        readStream.on("error", function(err) {
          setImmediate(function() {
            if (!destroyed) inflateFilter.emit("error", err);
          });
        });
        readStream.pipe(inflateFilter);
        if (self.validateEntrySizes) {
          endpointStream = new AssertByteCountStream(uncompressedSize);
          inflateFilter.on("error", function(err) {
            setImmediate(function() {
              if (!destroyed) endpointStream.emit("error", err);
            });
          });
          inflateFilter.pipe(endpointStream);
        } else {
          endpointStream = inflateFilter;
        }
        installDestroyFn(endpointStream, function() {
          destroyed = true;
          if (inflateFilter !== endpointStream) inflateFilter.unpipe(endpointStream);
          readStream.unpipe(inflateFilter);
          readStream.destroy();
        });
      }
      callback(null, endpointStream);
    };
    ZipFile.prototype.readLocalFileHeader = function(entry, options2, callback) {
      var self = this;
      if (callback == null) {
        callback = options2;
        options2 = null;
      }
      if (options2 == null) options2 = {};
      self.reader.ref();
      var buffer2 = newBuffer(30);
      readAndAssertNoEof(self.reader, buffer2, 0, buffer2.length, entry.relativeOffsetOfLocalHeader, function(err) {
        try {
          if (err) return callback(err);
          var signature = buffer2.readUInt32LE(0);
          if (signature !== 67324752) {
            return callback(new Error("invalid local file header signature: 0x" + signature.toString(16)));
          }
          var fileNameLength = buffer2.readUInt16LE(26);
          var extraFieldLength = buffer2.readUInt16LE(28);
          var fileDataStart = entry.relativeOffsetOfLocalHeader + 30 + fileNameLength + extraFieldLength;
          if (fileDataStart + entry.compressedSize > self.fileSize) {
            return callback(new Error("file data overflows file bounds: " + fileDataStart + " + " + entry.compressedSize + " > " + self.fileSize));
          }
          if (options2.minimal) {
            return callback(null, { fileDataStart });
          }
          var localFileHeader = new LocalFileHeader();
          localFileHeader.fileDataStart = fileDataStart;
          localFileHeader.versionNeededToExtract = buffer2.readUInt16LE(4);
          localFileHeader.generalPurposeBitFlag = buffer2.readUInt16LE(6);
          localFileHeader.compressionMethod = buffer2.readUInt16LE(8);
          localFileHeader.lastModFileTime = buffer2.readUInt16LE(10);
          localFileHeader.lastModFileDate = buffer2.readUInt16LE(12);
          localFileHeader.crc32 = buffer2.readUInt32LE(14);
          localFileHeader.compressedSize = buffer2.readUInt32LE(18);
          localFileHeader.uncompressedSize = buffer2.readUInt32LE(22);
          localFileHeader.fileNameLength = fileNameLength;
          localFileHeader.extraFieldLength = extraFieldLength;
          buffer2 = newBuffer(fileNameLength + extraFieldLength);
          self.reader.ref();
          readAndAssertNoEof(self.reader, buffer2, 0, buffer2.length, entry.relativeOffsetOfLocalHeader + 30, function(err2) {
            try {
              if (err2) return callback(err2);
              localFileHeader.fileName = buffer2.subarray(0, fileNameLength);
              localFileHeader.extraField = buffer2.subarray(fileNameLength);
              return callback(null, localFileHeader);
            } finally {
              self.reader.unref();
            }
          });
        } finally {
          self.reader.unref();
        }
      });
    };
    ZipFile.prototype.openReadStreamPromise = function(entry, options2) {
      return new Promise((resolve10, reject) => {
        this.openReadStream(entry, options2, function(err, readStream) {
          if (err) return reject(err);
          resolve10(readStream);
        });
      });
    };
    ZipFile.prototype.openReadStreamLowLevelPromise = function(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize) {
      return new Promise((resolve10, reject) => {
        this.openReadStream(fileDataStart, compressedSize, relativeStart, relativeEnd, decompress, uncompressedSize, function(err, readStream) {
          if (err) return reject(err);
          resolve10(readStream);
        });
      });
    };
    ZipFile.prototype.readLocalFileHeaderPromise = function(entry, options2) {
      return new Promise((resolve10, reject) => {
        this.readLocalFileHeader(entry, options2, function(err, localFileHeader) {
          if (err) return reject(err);
          resolve10(localFileHeader);
        });
      });
    };
    function Entry() {
    }
    Entry.prototype.getLastModDate = function(options2) {
      if (options2 == null) options2 = {};
      if (!options2.forceDosFormat) {
        for (var i = 0; i < this.extraFields.length; i++) {
          var extraField = this.extraFields[i];
          if (extraField.id === 21589) {
            var data = extraField.data;
            if (data.length < 5) continue;
            var flags = data[0];
            var HAS_MTIME = 1;
            if (!(flags & HAS_MTIME)) continue;
            var posixTimestamp = data.readInt32LE(1);
            return new Date(posixTimestamp * 1e3);
          } else if (extraField.id === 10) {
            var data = extraField.data;
            if (data.length !== 32) continue;
            if (data.readUInt16LE(4) !== 1) continue;
            if (data.readUInt16LE(6) !== 24) continue;
            var hundredNanoSecondsSince1601 = data.readUInt32LE(8) + 4294967296 * data.readInt32LE(12);
            var millisecondsSince1970 = hundredNanoSecondsSince1601 / 1e4 - 116444736e5;
            return new Date(millisecondsSince1970);
          }
        }
      }
      return dosDateTimeToDate(this.lastModFileDate, this.lastModFileTime, options2.timezone);
    };
    Entry.prototype.canDecodeFileData = function() {
      return !this.isEncrypted() && (this.compressionMethod === 0 || this.compressionMethod === 8);
    };
    Entry.prototype.isEncrypted = function() {
      return (this.generalPurposeBitFlag & 1) !== 0;
    };
    Entry.prototype.isCompressed = function() {
      return this.compressionMethod === 8;
    };
    function LocalFileHeader() {
    }
    function dosDateTimeToDate(date3, time2, timezone) {
      var day = date3 & 31;
      var month = (date3 >> 5 & 15) - 1;
      var year = (date3 >> 9 & 127) + 1980;
      var millisecond = 0;
      var second = (time2 & 31) * 2;
      var minute = time2 >> 5 & 63;
      var hour = time2 >> 11 & 31;
      if (timezone == null || timezone === "local") {
        return new Date(year, month, day, hour, minute, second, millisecond);
      } else if (timezone === "UTC") {
        return new Date(Date.UTC(year, month, day, hour, minute, second, millisecond));
      } else {
        throw new Error("unrecognized options.timezone: " + options.timezone);
      }
    }
    function getFileNameLowLevel(generalPurposeBitFlag, fileNameBuffer, extraFields, strictFileNames) {
      var fileName2 = null;
      for (var i = 0; i < extraFields.length; i++) {
        var extraField = extraFields[i];
        if (extraField.id === 28789) {
          if (extraField.data.length < 6) {
            continue;
          }
          if (extraField.data.readUInt8(0) !== 1) {
            continue;
          }
          var oldNameCrc32 = extraField.data.readUInt32LE(1);
          if (crc32(fileNameBuffer) !== oldNameCrc32) {
            continue;
          }
          fileName2 = decodeBuffer(extraField.data.subarray(5), true);
          break;
        }
      }
      if (fileName2 == null) {
        var isUtf82 = (generalPurposeBitFlag & 2048) !== 0;
        fileName2 = decodeBuffer(fileNameBuffer, isUtf82);
      }
      if (!strictFileNames) {
        fileName2 = fileName2.replace(/\\/g, "/");
      }
      return fileName2;
    }
    function validateFileName(fileName2) {
      if (fileName2.indexOf("\\") !== -1) {
        return "invalid characters in fileName: " + fileName2;
      }
      if (/^[a-zA-Z]:/.test(fileName2) || /^\//.test(fileName2)) {
        return "absolute path: " + fileName2;
      }
      if (fileName2.split("/").indexOf("..") !== -1) {
        return "invalid relative path: " + fileName2;
      }
      return null;
    }
    function parseExtraFields(extraFieldBuffer) {
      var extraFields = [];
      var i = 0;
      while (i < extraFieldBuffer.length - 3) {
        var headerId = extraFieldBuffer.readUInt16LE(i + 0);
        var dataSize = extraFieldBuffer.readUInt16LE(i + 2);
        var dataStart = i + 4;
        var dataEnd = dataStart + dataSize;
        if (dataEnd > extraFieldBuffer.length) throw new Error("extra field length exceeds extra field buffer size");
        var dataBuffer = extraFieldBuffer.subarray(dataStart, dataEnd);
        extraFields.push({
          id: headerId,
          data: dataBuffer
        });
        i = dataEnd;
      }
      return extraFields;
    }
    function readAndAssertNoEof(reader, buffer2, offset, length, position3, callback) {
      if (length === 0) {
        return setImmediate(function() {
          callback(null, newBuffer(0));
        });
      }
      reader.read(buffer2, offset, length, position3, function(err, bytesRead) {
        if (err) return callback(err);
        if (bytesRead < length) {
          return callback(new Error("unexpected EOF"));
        }
        callback();
      });
    }
    util.inherits(AssertByteCountStream, Transform);
    function AssertByteCountStream(byteCount) {
      Transform.call(this);
      this.actualByteCount = 0;
      this.expectedByteCount = byteCount;
    }
    AssertByteCountStream.prototype._transform = function(chunk, encoding, cb) {
      this.actualByteCount += chunk.length;
      if (this.actualByteCount > this.expectedByteCount) {
        var msg = "too many bytes in the stream. expected " + this.expectedByteCount + ". got at least " + this.actualByteCount;
        return cb(new Error(msg));
      }
      cb(null, chunk);
    };
    AssertByteCountStream.prototype._flush = function(cb) {
      if (this.actualByteCount < this.expectedByteCount) {
        var msg = "not enough bytes in the stream. expected " + this.expectedByteCount + ". got only " + this.actualByteCount;
        return cb(new Error(msg));
      }
      cb();
    };
    util.inherits(RandomAccessReader, EventEmitter);
    function RandomAccessReader() {
      EventEmitter.call(this);
      this.refCount = 0;
    }
    RandomAccessReader.prototype.ref = function() {
      this.refCount += 1;
    };
    RandomAccessReader.prototype.unref = function() {
      var self = this;
      self.refCount -= 1;
      if (self.refCount > 0) return;
      if (self.refCount < 0) throw new Error("invalid unref");
      self.close(onCloseDone);
      function onCloseDone(err) {
        if (err) return self.emit("error", err);
        self.emit("close");
      }
    };
    RandomAccessReader.prototype.createReadStream = function(options2) {
      if (options2 == null) options2 = {};
      var start = options2.start;
      var end = options2.end;
      if (start === end) {
        var emptyStream = new PassThrough();
        setImmediate(function() {
          emptyStream.end();
        });
        return emptyStream;
      }
      var stream = this._readStreamForRange(start, end);
      var destroyed = false;
      var refUnrefFilter = new RefUnrefFilter(this);
      stream.on("error", function(err) {
        setImmediate(function() {
          if (!destroyed) refUnrefFilter.emit("error", err);
        });
      });
      installDestroyFn(refUnrefFilter, function() {
        stream.unpipe(refUnrefFilter);
        refUnrefFilter.unref();
        stream.destroy();
      });
      var byteCounter = new AssertByteCountStream(end - start);
      refUnrefFilter.on("error", function(err) {
        setImmediate(function() {
          if (!destroyed) byteCounter.emit("error", err);
        });
      });
      installDestroyFn(byteCounter, function() {
        destroyed = true;
        refUnrefFilter.unpipe(byteCounter);
        refUnrefFilter.destroy();
      });
      return stream.pipe(refUnrefFilter).pipe(byteCounter);
    };
    RandomAccessReader.prototype._readStreamForRange = function(start, end) {
      throw new Error("not implemented");
    };
    RandomAccessReader.prototype.read = function(buffer2, offset, length, position3, callback) {
      var readStream = this.createReadStream({ start: position3, end: position3 + length });
      var writeStream = new Writable();
      var written = 0;
      writeStream._write = function(chunk, encoding, cb) {
        chunk.copy(buffer2, offset + written, 0, chunk.length);
        written += chunk.length;
        cb();
      };
      writeStream.on("finish", callback);
      readStream.on("error", function(error) {
        callback(error);
      });
      readStream.pipe(writeStream);
    };
    RandomAccessReader.prototype.close = function(callback) {
      setImmediate(callback);
    };
    util.inherits(RefUnrefFilter, PassThrough);
    function RefUnrefFilter(context) {
      PassThrough.call(this);
      this.context = context;
      this.context.ref();
      this.unreffedYet = false;
    }
    RefUnrefFilter.prototype._flush = function(cb) {
      this.unref();
      cb();
    };
    RefUnrefFilter.prototype.unref = function(cb) {
      if (this.unreffedYet) return;
      this.unreffedYet = true;
      this.context.unref();
    };
    var cp437 = "\0\u263A\u263B\u2665\u2666\u2663\u2660\u2022\u25D8\u25CB\u25D9\u2642\u2640\u266A\u266B\u263C\u25BA\u25C4\u2195\u203C\xB6\xA7\u25AC\u21A8\u2191\u2193\u2192\u2190\u221F\u2194\u25B2\u25BC !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u2302\xC7\xFC\xE9\xE2\xE4\xE0\xE5\xE7\xEA\xEB\xE8\xEF\xEE\xEC\xC4\xC5\xC9\xE6\xC6\xF4\xF6\xF2\xFB\xF9\xFF\xD6\xDC\xA2\xA3\xA5\u20A7\u0192\xE1\xED\xF3\xFA\xF1\xD1\xAA\xBA\xBF\u2310\xAC\xBD\xBC\xA1\xAB\xBB\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255D\u255C\u255B\u2510\u2514\u2534\u252C\u251C\u2500\u253C\u255E\u255F\u255A\u2554\u2569\u2566\u2560\u2550\u256C\u2567\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256B\u256A\u2518\u250C\u2588\u2584\u258C\u2590\u2580\u03B1\xDF\u0393\u03C0\u03A3\u03C3\xB5\u03C4\u03A6\u0398\u03A9\u03B4\u221E\u03C6\u03B5\u2229\u2261\xB1\u2265\u2264\u2320\u2321\xF7\u2248\xB0\u2219\xB7\u221A\u207F\xB2\u25A0\xA0";
    function decodeBuffer(buffer2, isUtf82) {
      if (isUtf82) {
        return buffer2.toString("utf8");
      } else {
        var result = "";
        for (var i = 0; i < buffer2.length; i++) {
          result += cp437[buffer2[i]];
        }
        return result;
      }
    }
    function readUInt64LE(buffer2, offset) {
      var lower32 = buffer2.readUInt32LE(offset);
      var upper32 = buffer2.readUInt32LE(offset + 4);
      return upper32 * 4294967296 + lower32;
    }
    var newBuffer;
    if (typeof Buffer.allocUnsafe === "function") {
      newBuffer = function(len) {
        return Buffer.allocUnsafe(len);
      };
    } else {
      newBuffer = function(len) {
        return new Buffer(len);
      };
    }
    function installDestroyFn(stream, fn) {
      if (typeof stream.destroy === "function") {
        stream._destroy = function(err, cb) {
          fn();
          if (cb != null) cb(err);
        };
      } else {
        stream.destroy = fn;
      }
    }
    function defaultCallback(err) {
      if (err) throw err;
    }
  }
});

// src/program/errors.ts
var ConfigurationError = class extends Error {
  problems;
  constructor(problems) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.problems = problems;
  }
};
var Inconclusive = class extends Error {
};

// src/process/run.ts
import { AsyncLocalStorage as AsyncLocalStorage2 } from "node:async_hooks";
import { spawn } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";

// src/process/captured-output.ts
var CAPTURE_LIMIT = 256 * 1024;
var CapturedOutput = class {
  #head = [];
  #headBytes = 0;
  /** Ring buffer for the end of the output, allocated when the head is full. */
  #ring;
  /** Number of bytes that followed the head; modulo the limit, the position of the next byte in the ring buffer. */
  #tailBytes = 0;
  #limit;
  /** @param limit bytes to keep of each end */
  constructor(limit) {
    this.#limit = limit;
  }
  add(bytes) {
    const head = bytes.subarray(0, this.#limit - this.#headBytes);
    if (head.length > 0) {
      this.#head.push(head);
      this.#headBytes += head.length;
    }
    this.#addToTail(bytes.subarray(head.length));
  }
  #addToTail(bytes) {
    if (bytes.length === 0) return;
    this.#ring ??= Buffer.allocUnsafe(this.#limit);
    const last2 = bytes.subarray(Math.max(0, bytes.length - this.#limit));
    const position3 = (this.#tailBytes + bytes.length - last2.length) % this.#limit;
    const copied = last2.copy(this.#ring, position3);
    last2.copy(this.#ring, 0, copied);
    this.#tailBytes += bytes.length;
  }
  /** The output decoded as UTF-8, with U+FFFD for invalid bytes and a line that states how much was cut. */
  text() {
    const ring = this.#ring ?? Buffer.alloc(0);
    const position3 = this.#tailBytes % this.#limit;
    const cutBytes = this.#tailBytes - this.#limit;
    if (cutBytes <= 0)
      return Buffer.concat([...this.#head, ring.subarray(0, this.#tailBytes)]).toString("utf8");
    const tail = Buffer.concat([ring.subarray(position3), ring.subarray(0, position3)]);
    const megabytes = (cutBytes / 1e6).toFixed(1);
    return `${Buffer.concat(this.#head).toString("utf8")}
[... ${megabytes} MB of output cut here ...]
${tail.toString("utf8")}`;
  }
};

// src/process/timeline.ts
import { AsyncLocalStorage } from "node:async_hooks";
var runningStage = new AsyncLocalStorage();
var Timeline = class {
  #start;
  stages = [];
  programs = [];
  /** Everything recorded so far. */
  snapshot() {
    const { stages, programs } = this;
    const end = performance.now();
    return { start: this.#start ?? end, end, stages, programs };
  }
  /**
   * Runs a stage and records its time span. Child processes are recorded for the stage and for those that contain it.
   *
   * @param isRun whether to record the stage, given its result: a skipped stage is not recorded
   */
  async measure(stage, act, isRun = () => true) {
    const start = performance.now();
    let isRecorded = true;
    this.#start ??= start;
    try {
      const outer = runningStage.getStore();
      const parent = outer?.timeline === this ? outer.parent : outer;
      const value = await runningStage.run({ timeline: this, stage, parent }, act);
      isRecorded = isRun(value);
      return value;
    } finally {
      if (isRecorded) this.stages.push({ stage, start, end: performance.now() });
    }
  }
};
function recordProgram(program) {
  const current = runningStage.getStore();
  const start = performance.now();
  return () => {
    const span = { program, start, end: performance.now() };
    for (let one = current; one !== void 0; one = one.parent)
      one.timeline.programs.push({ ...span, stage: one.stage });
  };
}

// src/process/run.ts
var GRACE_PERIOD = 2e3;
var PIPE_TIMEOUT = 1e3;
var MAX_TIMER_DELAY = 2 ** 31 - 1;
var running = /* @__PURE__ */ new Set();
var stopping = false;
var lowPriority = new AsyncLocalStorage2();
function atLowPriority(act) {
  return lowPriority.run(true, act);
}
function run(command) {
  const started = performance.now();
  const recordEnd = recordProgram(basename(command.program));
  const stdout = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT);
  const stderr = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT);
  const transcript = new CapturedOutput(command.captureLimit ?? CAPTURE_LIMIT);
  return new Promise((resolve10) => {
    let timedOut = false;
    let settled = false;
    let child;
    let timer;
    let pipeTimer;
    const settle = (ending) => {
      if (settled || stopping) return;
      settled = true;
      clearTimeout(timer);
      clearTimeout(pipeTimer);
      recordEnd();
      child?.stdout?.destroy();
      child?.stderr?.destroy();
      resolve10({
        command,
        ending,
        stdout: stdout.text(),
        stderr: stderr.text(),
        transcript: transcript.text(),
        seconds: (performance.now() - started) / 1e3
      });
    };
    const notStarted = (error) => settle({ kind: "not-started", reason: reasonNotStarted(command, error) });
    const ended = (code2, signal) => {
      if (timedOut) return { kind: "timed-out", afterSeconds: command.timeout };
      if (signal !== null) return { kind: "killed", signal };
      return { kind: "exited", code: code2 ?? 0 };
    };
    try {
      child = spawn(command.program, [...command.args], {
        cwd: command.cwd,
        env: command.variables,
        stdio: [command.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
        // A separate process group, so that the timeout also ends grandchildren.
        detached: process.platform !== "win32",
        windowsHide: true
      });
    } catch (error) {
      notStarted(error);
      return;
    }
    child.on("error", notStarted);
    const { pid } = child;
    if (pid === void 0) return;
    running.add(pid);
    if (lowPriority.getStore()) lowerPriority(pid);
    child.stdout?.on("data", (bytes) => {
      stdout.add(bytes);
      transcript.add(bytes);
    });
    child.stderr?.on("data", (bytes) => {
      stderr.add(bytes);
      transcript.add(bytes);
    });
    child.stdin?.on("error", () => void 0);
    child.stdin?.end(command.input);
    timer = setTimeout(
      () => {
        timedOut = true;
        endGroup(pid);
      },
      Math.min(command.timeout * 1e3, MAX_TIMER_DELAY)
    );
    child.on("close", (code2, signal) => settle(ended(code2, signal)));
    child.on("exit", (code2, signal) => {
      signalGroup(pid, "SIGKILL");
      running.delete(pid);
      if (!settled)
        pipeTimer = setTimeout(() => setImmediate(() => settle(ended(code2, signal))), PIPE_TIMEOUT);
    });
  });
}
function endChildrenOnExit(onError) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, async () => {
      await endAllChildren();
      process.exit(128 + constants.signals[signal]);
    });
  }
  process.on("uncaughtException", async (error) => {
    onError(error);
    await endAllChildren();
    process.exit();
  });
}
async function endAllChildren() {
  stopping = true;
  for (const pid of running) signalGroup(pid, "SIGTERM");
  const deadline = performance.now() + GRACE_PERIOD;
  while (running.size > 0 && performance.now() < deadline)
    await new Promise((resolve10) => setTimeout(resolve10, 20));
  for (const pid of running) signalGroup(pid, "SIGKILL");
}
function succeeded(result) {
  return result.ending.kind === "exited" && result.ending.code === 0;
}
function endGroup(pid) {
  if (process.platform === "win32") {
    const taskkill = spawn("taskkill", ["/pid", String(pid), "/T", "/F"], {
      stdio: "ignore",
      windowsHide: true
    });
    taskkill.on("error", () => signalGroup(pid, "SIGKILL"));
    return;
  }
  signalGroup(pid, "SIGTERM");
  setTimeout(() => signalGroup(pid, "SIGKILL"), GRACE_PERIOD).unref();
}
var LOW_PRIORITY = 5;
function lowerPriority(pid) {
  try {
    setPriority(pid, LOW_PRIORITY);
    if (process.platform === "linux") writeFileSync(`/proc/${pid}/autogroup`, String(LOW_PRIORITY));
  } catch {
  }
}
function signalGroup(pid, signal) {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, signal);
  } catch {
  }
}
function reasonNotStarted(command, error) {
  const directory = statSync(command.cwd, { throwIfNoEntry: false });
  if (directory === void 0) return `there is no folder ${command.cwd}`;
  if (!directory.isDirectory()) return `${command.cwd} is not a folder`;
  if (error.code === "ENOENT" || error.code === "ENOTDIR") return `there is no program ${command.program}`;
  if (error.code === "EACCES") return `${command.program} is not executable`;
  return error.message;
}

// src/config/options.ts
var OPTIONS = [
  {
    name: "path",
    kind: "list",
    placeholder: "PATH",
    default: ".",
    modes: ["verify", "plan"],
    description: "Folders of the packages to verify, one a line: also patterns (packages/*, !packages/old) and roots of workspaces"
  },
  {
    name: "changed-only",
    kind: "switch",
    default: "false",
    modes: ["verify", "plan"],
    description: "Verify only the packages that changed since the base of the event, and those that depend on them"
  },
  {
    name: "python",
    kind: "list",
    placeholder: "PATH|VERSION",
    default: "",
    modes: ["verify"],
    description: "Interpreter, by path or version, or several versions (3.9 3.12); default: the one on PATH that Requires-Python allows"
  },
  {
    name: "installer",
    kind: "text",
    placeholder: "auto|pip|uv",
    default: "auto",
    modes: ["verify"],
    description: "What installs packages; auto takes uv where it is found, unless an index is set up for pip alone"
  },
  {
    name: "resolution",
    kind: "text",
    placeholder: "RESOLUTION",
    default: "highest",
    modes: ["verify"],
    description: "Versions of the declared dependencies: highest, or lowest-direct to verify with the lowest as well (needs uv)"
  },
  {
    name: "extras",
    kind: "text",
    placeholder: "WHICH",
    default: "as-needed",
    modes: ["verify"],
    description: "Extras that are installed: as-needed, where a module, script or test needs one, or each, to verify every one alone as well"
  },
  {
    name: "test-requirements",
    kind: "list",
    placeholder: "REQUIREMENT",
    default: "",
    modes: ["verify"],
    description: "What the tests need, one a line: a requirement, -r FILE, a [group] or an [extra] of the project; default: found"
  },
  {
    name: "pytest-args",
    kind: "list",
    placeholder: "ARG",
    default: "",
    modes: ["verify"],
    description: "Further arguments for pytest, one a line"
  },
  {
    name: "test-time-limit",
    kind: "text",
    placeholder: "SECONDS",
    default: "",
    modes: ["verify"],
    description: "Seconds until the tests are ended; default: what the package says, or 1800"
  },
  {
    name: "version-policy",
    kind: "text",
    placeholder: "POLICY",
    default: "",
    modes: ["verify"],
    description: "When the version must have been bumped: if-shipped-changed (default), always, never, off"
  },
  {
    name: "taken-on",
    kind: "text",
    placeholder: "WHERE",
    default: "tags",
    modes: ["verify"],
    description: "Where a version counts as released already: tags, or index to ask the package index as well"
  },
  {
    name: "cache",
    kind: "text",
    placeholder: "WHEN",
    default: "auto",
    description: "When downloads and build environments are kept for later runs: auto (on GitHub for branches and pull requests), on, off"
  },
  {
    name: "pass-env",
    kind: "list",
    placeholder: "NAME",
    default: "",
    modes: ["verify"],
    description: "Environment variables that the tests get although they would be removed, one a line"
  },
  {
    name: "out",
    kind: "text",
    placeholder: "FOLDER",
    default: "",
    description: "Where the verified files and the logs are kept; default: a temporary folder"
  },
  {
    name: "json",
    kind: "text",
    placeholder: "FILE",
    default: "",
    description: "Where the report, or the plan, is written as JSON; default: in the folder of out"
  },
  {
    name: "timings",
    kind: "switch",
    default: "false",
    modes: ["verify"],
    description: "Show how long each stage took"
  },
  {
    name: "mode",
    kind: "text",
    placeholder: "MODE",
    default: "verify",
    description: "What to do: verify, or plan a matrix of jobs that do, or gate: join the reports of them all"
  },
  {
    name: "pythons",
    kind: "list",
    placeholder: "VERSION",
    default: "",
    modes: ["plan"],
    description: "Of mode plan: versions of Python to verify with; default: the lowest and the highest that a package allows"
  },
  {
    name: "runners",
    kind: "list",
    placeholder: "LABEL",
    default: "ubuntu-latest",
    modes: ["plan"],
    description: "Of mode plan: runners to verify on, as in runs-on, one a line"
  },
  {
    name: "max-jobs",
    kind: "text",
    placeholder: "N",
    default: "16",
    modes: ["plan"],
    description: "Of mode plan: how many jobs the matrix may have, at most 256"
  },
  {
    name: "timings-from",
    kind: "text",
    placeholder: "FILE|FOLDER",
    default: "",
    modes: ["plan"],
    description: "Of mode plan: reports of an earlier run, to share the work by the time that it took there"
  },
  {
    name: "cell",
    kind: "text",
    placeholder: "ID",
    default: "",
    modes: ["verify"],
    description: "Of mode verify: the id of the cell of a plan that is verified; the report then names it"
  },
  {
    name: "plan",
    kind: "text",
    placeholder: "FILE",
    default: "",
    modes: ["gate"],
    description: "Of mode gate: the file that mode plan wrote"
  },
  {
    name: "reports",
    kind: "text",
    placeholder: "FOLDER",
    default: "",
    modes: ["gate"],
    description: "Of mode gate: the folder that holds the reports of all cells, at any depth"
  },
  {
    name: "needs-json",
    kind: "text",
    placeholder: "JSON",
    default: "",
    modes: ["gate"],
    description: "Of mode gate: how the jobs before it ended, as toJSON(needs) tells"
  }
];

// src/config/config.ts
import { resolve as resolve3 } from "node:path";

// src/program/sentence.ts
import { stripVTControlCharacters } from "node:util";
function list(items, last2 = "and") {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} ${last2} ${items.at(-1)}`;
}
function listSome(items, limit = 5) {
  return items.length <= limit ? list(items) : `${items.slice(0, limit).join(", ")} and ${items.length - limit} more`;
}
function count(n, noun, plural = `${noun}s`) {
  return `${n} ${n === 1 ? noun : plural}`;
}
function lastLines(text4, limit) {
  return stripVTControlCharacters(text4).split(/\r\n|\r|\n/).map((line) => line.trimEnd()).filter((line) => line !== "").slice(-limit);
}
function because(cause) {
  return cause === null ? "" : ` ${cause}.`;
}

// src/config/cache-directory.ts
import { homedir } from "node:os";
import { join, resolve } from "node:path";
function cacheDirectory(caller) {
  const { AS_INSTALLED_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = caller;
  if (AS_INSTALLED_CACHE_DIR) return resolve(AS_INSTALLED_CACHE_DIR);
  const home = caller.HOME ?? homedir();
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, "as-installed");
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(home, "AppData", "Local"), "as-installed", "Cache");
  return process.platform === "darwin" ? join(home, "Library", "Caches", "as-installed") : join(home, ".cache", "as-installed");
}

// src/config/cache-policy.ts
var CACHE_CHOICES = ["auto", "on", "off"];
var ISOLATED_EVENTS = {
  merge_group: "a merge queue",
  pull_request: "a pull request",
  push: "a push to a branch",
  schedule: "a schedule",
  workflow_dispatch: "a run by hand"
};
function cachePolicy(choice, environment) {
  const { GITHUB_EVENT_NAME: event = "", GITHUB_REF_TYPE: type, ACTIONS_CACHE_MODE = "" } = environment;
  const off = (reason) => ({ uses: false, reason });
  if (choice === "off") return off("as asked for");
  const mode = ACTIONS_CACHE_MODE.trim().toLowerCase();
  if (mode === "none") return off("cache-mode is none");
  if (!hasCacheService(environment)) return off("this runner has no cache service");
  const on = (reason) => ({
    uses: true,
    reason: mode === "read" ? `${reason}, cache-mode is read` : reason,
    maySave: mode !== "read"
  });
  if (choice === "on") return on("as asked for");
  if (type === "tag") return off("a tag");
  const description = Object.hasOwn(ISOLATED_EVENTS, event) ? ISOLATED_EVENTS[event] : void 0;
  return description === void 0 ? off(`the event ${event || "is not known"}`) : on(description);
}
function cachesEnvironments(choice, environment) {
  const { GITHUB_ACTIONS, GITHUB_EVENT_NAME: event = "", GITHUB_REF_TYPE: type } = environment;
  if (choice !== "auto") return choice === "on";
  return GITHUB_ACTIONS === void 0 || type !== "tag" && Object.hasOwn(ISOLATED_EVENTS, event);
}
function hasCacheService(environment) {
  const { ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL } = environment;
  return Boolean(ACTIONS_RUNTIME_TOKEN && (ACTIONS_RESULTS_URL || ACTIONS_CACHE_URL));
}
var CACHE_VARIABLES = {
  pip: ["PIP_CACHE_DIR", "PIP_NO_CACHE_DIR"],
  uv: ["UV_CACHE_DIR", "UV_NO_CACHE"]
};
function cacheSetByCaller(choice, installer, environment) {
  const set2 = CACHE_VARIABLES[installer].filter((name) => environment[name]);
  return choice === "on" || set2.length === 0 ? void 0 : `${list(set2)} is set`;
}

// src/config/event.ts
import { readFileSync } from "node:fs";
function readEvent(environment) {
  const { GITHUB_EVENT_NAME: name, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref } = environment;
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  if (type === "tag" && ref)
    return { kind: "tag", tag: ref, defaultBranch: text(at(payload, "repository", "default_branch")) };
  if (name?.startsWith("pull_request")) {
    const pullRequest = at(payload, "pull_request");
    const labels = at(pullRequest, "labels");
    return {
      kind: "pull-request",
      baseBranch: text(environment.GITHUB_BASE_REF) ?? text(at(pullRequest, "base", "ref")) ?? "",
      headBranch: text(environment.GITHUB_HEAD_REF) ?? text(at(pullRequest, "head", "ref")) ?? "",
      baseCommit: text(at(pullRequest, "base", "sha")),
      labels: (Array.isArray(labels) ? labels : []).flatMap((label) => text(at(label, "name")) ?? [])
    };
  }
  if (name === "merge_group") {
    const group2 = at(payload, "merge_group");
    return {
      kind: "merge-queue",
      baseBranch: (text(at(group2, "base_ref")) ?? "").replace("refs/heads/", ""),
      baseCommit: text(at(group2, "base_sha"))
    };
  }
  if (type !== "branch" || !ref) return { kind: "none" };
  const before = name === "push" ? text(at(payload, "before")) : void 0;
  return {
    kind: "branch",
    branch: ref,
    before: before === void 0 || /^0*$/.test(before) ? void 0 : before
  };
}
function readWorkflowFile({ GITHUB_WORKFLOW_REF: ref }) {
  return /^[^/]+\/[^/]+\/([^@]+)@/.exec(ref ?? "")?.[1];
}
function readPayload(file) {
  try {
    return file === void 0 ? {} : JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
}
function at(value, ...keys) {
  return keys.reduce(
    (found, key) => typeof found === "object" && found !== null ? found[key] : void 0,
    value
  );
}
function text(value) {
  return typeof value === "string" && value !== "" ? value : void 0;
}

// node_modules/@renovatebot/pep440/lib/version.js
var VERSION_PATTERN = [
  "v?",
  "(?:",
  /* */
  "(?:(?<epoch>[0-9]+)!)?",
  // epoch
  /* */
  "(?<release>[0-9]+(?:\\.[0-9]+)*)",
  // release segment
  /* */
  "(?<pre>",
  // pre-release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_l>(a|b|c|rc|alpha|beta|pre|preview))",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<pre_n>[0-9]+)?",
  /* */
  ")?",
  /* */
  "(?<post>",
  // post release
  /*    */
  "(?:-(?<post_n1>[0-9]+))",
  /*    */
  "|",
  /*    */
  "(?:",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_l>post|rev|r)",
  /*        */
  "[-_\\.]?",
  /*        */
  "(?<post_n2>[0-9]+)?",
  /*    */
  ")",
  /* */
  ")?",
  /* */
  "(?<dev>",
  // dev release
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_l>dev)",
  /*    */
  "[-_\\.]?",
  /*    */
  "(?<dev_n>[0-9]+)?",
  /* */
  ")?",
  ")",
  "(?:\\+(?<local>[a-z0-9]+(?:[-_\\.][a-z0-9]+)*))?"
  // local version
].join("");
var validRegex = new RegExp("^" + VERSION_PATTERN + "$", "i");
function valid(version2) {
  return validRegex.test(version2) ? version2 : null;
}
var cleanRegex = new RegExp("^\\s*" + VERSION_PATTERN + "\\s*$", "i");
function parse(version2, regex2) {
  const { groups } = (regex2 || validRegex).exec(version2) || {};
  if (!groups) {
    return null;
  }
  const parsed = {
    epoch: Number(groups.epoch ? groups.epoch : 0),
    release: groups.release.split(".").map(Number),
    pre: normalize_letter_version(groups.pre_l, groups.pre_n),
    post: normalize_letter_version(
      groups.post_l,
      groups.post_n1 || groups.post_n2
    ),
    dev: normalize_letter_version(groups.dev_l, groups.dev_n),
    local: parse_local_version(groups.local)
  };
  return parsed;
}
function stringify(parsed) {
  if (!parsed) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  const parts = [];
  if (epoch !== 0) {
    parts.push(`${epoch}!`);
  }
  parts.push(release.join("."));
  if (pre) {
    parts.push(pre.join(""));
  }
  if (post) {
    parts.push("." + post.join(""));
  }
  if (dev) {
    parts.push("." + dev.join(""));
  }
  if (local) {
    parts.push(`+${local}`);
  }
  return parts.join("");
}
function normalize_letter_version(letterIn, numberIn) {
  let letter = letterIn;
  let number2 = numberIn;
  if (letter) {
    if (!number2) {
      number2 = 0;
    }
    letter = letter.toLowerCase();
    if (letter === "alpha") {
      letter = "a";
    } else if (letter === "beta") {
      letter = "b";
    } else if (["c", "pre", "preview"].includes(letter)) {
      letter = "rc";
    } else if (["rev", "r"].includes(letter)) {
      letter = "post";
    }
    return [letter, Number(number2)];
  }
  if (!letter && number2) {
    letter = "post";
    return [letter, Number(number2)];
  }
  return null;
}
function parse_local_version(local) {
  if (local) {
    return local.split(/[._-]/).map(
      (part) => Number.isNaN(Number(part)) ? part.toLowerCase() : Number(part)
    );
  }
  return null;
}
function explain(version2) {
  const parsed = parse(version2);
  if (!parsed) {
    return parsed;
  }
  const { epoch, release, pre, post, dev, local } = parsed;
  let base_version = "";
  if (epoch !== 0) {
    base_version += epoch + "!";
  }
  base_version += release.join(".");
  const is_prerelease = Boolean(dev || pre);
  const is_devrelease = Boolean(dev);
  const is_postrelease = Boolean(post);
  return {
    epoch,
    release,
    pre,
    post: post ? post[1] : post,
    dev: dev ? dev[1] : dev,
    local: local ? local.join(".") : local,
    public: stringify(parsed).split("+", 1)[0],
    base_version,
    is_prerelease,
    is_devrelease,
    is_postrelease
  };
}

// node_modules/@renovatebot/pep440/lib/operator.js
var operator_exports = {};
__export(operator_exports, {
  "!=": () => ne,
  "<": () => lt,
  "<=": () => le,
  "==": () => eq,
  "===": () => arbitrary,
  ">": () => gt,
  ">=": () => ge,
  compare: () => compare,
  eq: () => eq,
  ge: () => ge,
  gt: () => gt,
  le: () => le,
  lt: () => lt,
  ne: () => ne,
  rcompare: () => rcompare
});
function lt(version2, other) {
  return compare(version2, other) < 0;
}
function le(version2, other) {
  return compare(version2, other) <= 0;
}
function eq(version2, other) {
  return compare(version2, other) === 0;
}
function ne(version2, other) {
  return compare(version2, other) !== 0;
}
function ge(version2, other) {
  return compare(version2, other) >= 0;
}
function gt(version2, other) {
  return compare(version2, other) > 0;
}
function arbitrary(version2, other) {
  return version2.toLowerCase() === other.toLowerCase();
}
function compare(version2, other) {
  const parsedVersion = parse(version2);
  const parsedOther = parse(other);
  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);
  return pyCompare(keyVersion, keyOther);
}
function rcompare(version2, other) {
  return -compare(version2, other);
}
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other = otherIn;
  if (elem === other) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other = Array.isArray(other) ? other : [other];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other.length;
  }
  if (elem === -Infinity || other === Infinity) {
    return -1;
  }
  if (elem === Infinity || other === -Infinity) {
    return 1;
  }
  return elem < other ? -1 : 1;
}
function calculateKey(input) {
  const { epoch } = input;
  let { release, pre, post, local, dev } = input;
  release = release.concat();
  release.reverse();
  while (release.length && release[0] === 0) {
    release.shift();
  }
  release.reverse();
  if (!pre && !post && dev) pre = -Infinity;
  else if (!pre) pre = Infinity;
  if (!post) post = -Infinity;
  if (!dev) dev = Infinity;
  if (!local) {
    local = -Infinity;
  } else {
    local = local.map(
      (i) => Number.isNaN(Number(i)) ? [-Infinity, i] : [Number(i), ""]
    );
  }
  return [epoch, release, pre, post, dev, local];
}

// node_modules/@renovatebot/pep440/lib/specifier.js
var RANGE_PATTERN = [
  "(?<operator>(===|~=|==|!=|<=|>=|<|>))",
  "\\s*",
  "(",
  /*  */
  "(?<version>(?:" + VERSION_PATTERN.replace(/\?<\w+>/g, "?:") + "))",
  /*  */
  "(?<prefix>\\.\\*)?",
  /*  */
  "|",
  /*  */
  "(?<legacy>[^,;\\s)]+)",
  ")"
].join("");
var isEqualityOperator = (op) => ["==", "!=", "==="].includes(op);
var rangeRegex = new RegExp("^" + RANGE_PATTERN + "$", "i");
function parse2(ranges) {
  if (!ranges.trim()) {
    return [];
  }
  const specifiers = ranges.split(",").map((range) => rangeRegex.exec(range.trim()) || {}).map(({ groups }) => {
    if (!groups) {
      return null;
    }
    let { ...spec } = groups;
    const { operator, version: version2, prefix, legacy } = groups;
    if (version2) {
      spec = { ...spec, ...explain(version2) };
      if (operator === "~=") {
        if (spec.release.length < 2) {
          return null;
        }
      }
      if (!isEqualityOperator(operator) && spec.local) {
        return null;
      }
      if (prefix) {
        if (!isEqualityOperator(operator) || spec.dev || spec.local) {
          return null;
        }
      }
    }
    if (legacy && operator !== "===") {
      return null;
    }
    return spec;
  });
  if (specifiers.filter(Boolean).length !== specifiers.length) {
    return null;
  }
  return specifiers;
}
function pick(versions2, specifier2, options2) {
  const parsed = parse2(specifier2);
  if (!parsed) {
    return [];
  }
  return versions2.filter((version2) => {
    const explained = explain(version2);
    if (!parsed.length) {
      return explained && !(explained.is_prerelease && !options2.prereleases);
    }
    return parsed.reduce((pass, spec) => {
      if (!pass) {
        return false;
      }
      return contains({ ...spec, ...options2 }, { version: version2, explained });
    }, true);
  });
}
function satisfies(version2, specifier2, options2 = {}) {
  const filtered = pick([version2], specifier2, options2);
  return filtered.length === 1;
}
function arrayStartsWith(array2, prefix) {
  if (prefix.length > array2.length) {
    return false;
  }
  for (let i = 0; i < prefix.length; i += 1) {
    if (prefix[i] !== array2[i]) {
      return false;
    }
  }
  return true;
}
function contains(specifier2, input) {
  const { explained } = input;
  let { version: version2 } = input;
  const { ...spec } = specifier2;
  if (spec.prereleases === void 0) {
    spec.prereleases = spec.is_prerelease;
  }
  if (explained && explained.is_prerelease && !spec.prereleases) {
    return false;
  }
  if (spec.operator === "~=") {
    let compatiblePrefix = spec.release.slice(0, -1).concat("*").join(".");
    if (spec.epoch) {
      compatiblePrefix = spec.epoch + "!" + compatiblePrefix;
    }
    return satisfies(version2, `>=${spec.version}, ==${compatiblePrefix}`, {
      prereleases: spec.prereleases
    });
  }
  if (spec.prefix) {
    const isMatching = explained.epoch === spec.epoch && arrayStartsWith(explained.release, spec.release);
    const isEquality = spec.operator !== "!=";
    return isEquality ? isMatching : !isMatching;
  }
  if (explained && explained.local && spec.version) {
    if (spec.operator !== "===" && !spec.local) {
      version2 = explained.public;
      spec.version = explain(spec.version).public;
    }
  }
  if (spec.operator === "<" || spec.operator === ">") {
    if (eq(spec.release.join("."), explained.release.join("."))) {
      return false;
    }
  }
  const op = operator_exports[spec.operator];
  return op(version2, spec.version || spec.legacy);
}
function validRange(specifier2) {
  return Boolean(parse2(specifier2));
}

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input) {
  const type = typeof input;
  if (type === "string") return `"${input}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
  if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label, dataset, config$1, other) {
  const input = other && "input" in other ? other.input : dataset.value;
  const expected = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
  if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
  if (isSchema) dataset.typed = false;
  if (dataset.issues) dataset.issues.push(issue);
  else dataset.issues = [issue];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
// @__NO_SIDE_EFFECTS__
function _isValidObjectKey(object$1, key) {
  return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  const list2 = [...new Set(values$1)];
  if (list2.length > 1) return `(${list2.join(` ${separator} `)})`;
  return list2[0] ?? "never";
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
// @__NO_SIDE_EFFECTS__
function getDotPath(issue) {
  if (issue.path) {
    let key = "";
    for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
    else key += item.key;
    else return null;
    return key;
  }
  return null;
}
var ValiError = class extends Error {
  /**
  * Creates a Valibot error with useful information.
  *
  * @param issues The error issues.
  */
  constructor(issues) {
    super(issues[0].message);
    this.name = "ValiError";
    this.issues = issues;
  }
};
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
function check(requirement2, message$1) {
  return {
    kind: "validation",
    type: "check",
    reference: check,
    async: false,
    expects: null,
    requirement: requirement2,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function integer(message$1) {
  return {
    kind: "validation",
    type: "integer",
    reference: integer,
    async: false,
    expects: null,
    requirement: Number.isInteger,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function maxValue(requirement2, message$1) {
  return {
    kind: "validation",
    type: "max_value",
    reference: maxValue,
    async: false,
    expects: `<=${requirement2 instanceof Date ? requirement2.toJSON() : /* @__PURE__ */ _stringify(requirement2)}`,
    requirement: requirement2,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function minValue(requirement2, message$1) {
  return {
    kind: "validation",
    type: "min_value",
    reference: minValue,
    async: false,
    expects: `>=${requirement2 instanceof Date ? requirement2.toJSON() : /* @__PURE__ */ _stringify(requirement2)}`,
    requirement: requirement2,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function nonEmpty(message$1) {
  return {
    kind: "validation",
    type: "non_empty",
    reference: nonEmpty,
    async: false,
    expects: "!0",
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function regex(requirement2, message$1) {
  return {
    kind: "validation",
    type: "regex",
    reference: regex,
    async: false,
    expects: `${requirement2}`,
    requirement: requirement2,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function transform(operation) {
  return {
    kind: "transformation",
    type: "transform",
    reference: transform,
    async: false,
    operation,
    "~run"(dataset) {
      dataset.value = this.operation(dataset.value);
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function trim() {
  return {
    kind: "transformation",
    type: "trim",
    reference: trim,
    async: false,
    "~run"(dataset) {
      dataset.value = dataset.value.trim();
      return dataset;
    }
  };
}
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function array(item, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "array",
    reference: array,
    expects: "Array",
    async: false,
    item,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (Array.isArray(input)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key = 0; key < input.length; key++) {
          const value$1 = input[key];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input,
              key,
              value: value$1
            };
            for (const issue of itemDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = itemDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!itemDataset.typed) dataset.typed = false;
          dataset.value.push(itemDataset.value);
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function boolean(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "boolean",
    reference: boolean,
    expects: "boolean",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "boolean") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function date(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "date",
    reference: date,
    expects: "Date",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (dataset.value instanceof Date) if (!isNaN(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1, { received: '"Invalid Date"' });
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function literal(literal_, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "literal",
    reference: literal,
    expects: /* @__PURE__ */ _stringify(literal_),
    async: false,
    literal: literal_,
    message: message$1,
    "~run"(dataset, config$1) {
      if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function looseObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "loose_object",
    reference: looseObject,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
        if (!dataset.issues || !config$1.abortEarly) {
          for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullable(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullable",
    reference: nullable,
    expects: `(${wrapped.expects} | null)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function nullish(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "nullish",
    reference: nullish,
    expects: `(${wrapped.expects} | null | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === null || dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === null || dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function number(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "number",
    reference: number,
    expects: "number",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function optional(wrapped, default_) {
  return _standardSchema({
    kind: "schema",
    type: "optional",
    reference: optional,
    expects: `(${wrapped.expects} | undefined)`,
    async: false,
    wrapped,
    default: default_,
    "~run"(dataset, config$1) {
      if (dataset.value === void 0) {
        if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
        if (dataset.value === void 0) {
          dataset.typed = true;
          return dataset;
        }
      }
      return this.wrapped["~run"](dataset, config$1);
    }
  });
}
// @__NO_SIDE_EFFECTS__
function picklist(options2, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "picklist",
    reference: picklist,
    expects: /* @__PURE__ */ _joinExpects(options2.map(_stringify), "|"),
    async: false,
    options: options2,
    message: message$1,
    "~run"(dataset, config$1) {
      if (this.options.includes(dataset.value)) dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function record(key, value$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "record",
    reference: record,
    expects: "Object",
    async: false,
    key,
    value: value$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
          const entryValue = input[entryKey];
          const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
          if (keyDataset.issues) {
            const pathItem = {
              type: "object",
              origin: "key",
              input,
              key: entryKey,
              value: entryValue
            };
            for (const issue of keyDataset.issues) {
              issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = keyDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
          if (valueDataset.issues) {
            const pathItem = {
              type: "object",
              origin: "value",
              input,
              key: entryKey,
              value: entryValue
            };
            for (const issue of valueDataset.issues) {
              if (issue.path) issue.path.unshift(pathItem);
              else issue.path = [pathItem];
              dataset.issues?.push(issue);
            }
            if (!dataset.issues) dataset.issues = valueDataset.issues;
            if (config$1.abortEarly) {
              dataset.typed = false;
              break;
            }
          }
          if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
          if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function strictObject(entries$1, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "strict_object",
    reference: strictObject,
    expects: "Object",
    async: false,
    entries: entries$1,
    message: message$1,
    "~run"(dataset, config$1) {
      const input = dataset.value;
      if (input && typeof input === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input,
                key,
                value: value$1
              };
              for (const issue of valueDataset.issues) {
                if (issue.path) issue.path.unshift(pathItem);
                else issue.path = [pathItem];
                dataset.issues?.push(issue);
              }
              if (!dataset.issues) dataset.issues = valueDataset.issues;
              if (config$1.abortEarly) {
                dataset.typed = false;
                break;
              }
            }
            if (!valueDataset.typed) dataset.typed = false;
            dataset.value[key] = valueDataset.value;
          } else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
          else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
            _addIssue(this, "key", dataset, config$1, {
              input: void 0,
              expected: `"${key}"`,
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
        if (!dataset.issues || !config$1.abortEarly) {
          for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
            _addIssue(this, "key", dataset, config$1, {
              input: key,
              expected: "never",
              path: [{
                type: "object",
                origin: "key",
                input,
                key,
                value: input[key]
              }]
            });
            break;
          }
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function string(message$1) {
  return _standardSchema({
    kind: "schema",
    type: "string",
    reference: string,
    expects: "string",
    async: false,
    message: message$1,
    "~run"(dataset, config$1) {
      if (typeof dataset.value === "string") dataset.typed = true;
      else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
function union(options2, message$1) {
  return _standardSchema({
    kind: "schema",
    type: "union",
    reference: union,
    expects: /* @__PURE__ */ _joinExpects(options2.map((option) => option.expects), "|"),
    async: false,
    options: options2,
    message: message$1,
    "~run"(dataset, config$1) {
      let validDataset;
      let typedDatasets;
      let untypedDatasets;
      for (const schema of this.options) {
        const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
        if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
        else typedDatasets = [optionDataset];
        else {
          validDataset = optionDataset;
          break;
        }
        else if (untypedDatasets) untypedDatasets.push(optionDataset);
        else untypedDatasets = [optionDataset];
      }
      if (validDataset) return validDataset;
      if (typedDatasets) {
        if (typedDatasets.length === 1) return typedDatasets[0];
        _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
        dataset.typed = true;
      } else if (untypedDatasets?.length === 1) return untypedDatasets[0];
      else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
      return dataset;
    }
  });
}
function parse3(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  if (dataset.issues) throw new ValiError(dataset.issues);
  return dataset.value;
}
// @__NO_SIDE_EFFECTS__
function pipe(...pipe$1) {
  return _standardSchema({
    ...pipe$1[0],
    pipe: pipe$1,
    "~run"(dataset, config$1) {
      for (const item of pipe$1) if (item.kind !== "metadata") {
        if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
          dataset.typed = false;
          break;
        }
        if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
      }
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input, config$1) {
  const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// src/config/job-needs.ts
var NeedsSchema = record(
  string(),
  looseObject({ result: string(), outputs: nullish(record(string(), string()), {}) })
);
function readNeeds(text4) {
  try {
    const parsed = safeParse(NeedsSchema, JSON.parse(text4));
    return parsed.success ? parsed.output : void 0;
  } catch {
    return void 0;
  }
}

// src/config/mode.ts
var MODES = ["verify", "plan", "gate"];
var MAX_JOBS = 256;
function readMode(reader, onGitHub) {
  const kind = reader.oneOf("mode", MODES) ?? "verify";
  rejectOptionsOfOtherModes(reader, kind);
  if (kind === "verify") return { kind, cell: reader.value("cell") || void 0 };
  if (kind === "plan") {
    const pythons = words(reader.lines("pythons"));
    for (const python of pythons) checkPython(python, reader);
    return {
      kind,
      pythons: pythons.length === 0 ? void 0 : [...new Set(pythons)].sort(compare),
      runners: [...new Set(reader.lines("runners"))],
      maxJobs: readMaxJobs(reader),
      timingsFrom: reader.path("timings-from")
    };
  }
  const required = (name, description) => {
    const path = reader.path(name);
    if (path === void 0) reader.problem(`${name} is missing: mode gate needs ${description}.`);
    return path ?? "";
  };
  return {
    kind,
    plan: required("plan", "the file that mode plan wrote"),
    reports: required("reports", "the folder that holds the reports of all cells"),
    needs: readNeedsOption(reader, onGitHub)
  };
}
function rejectOptionsOfOtherModes({ given, problem }, kind) {
  for (const { name, modes, default: value } of OPTIONS) {
    const text4 = given[name]?.trim() ?? "";
    if (modes !== void 0 && !modes.includes(kind) && text4 !== "" && text4 !== value)
      problem(`${name} is for mode ${list(modes, "or")} alone, but the mode is ${kind}.`);
  }
}
function checkPython(python, { problem }) {
  if (!/^3\.\d+(\.\d+)?$/.test(python) || compare(python, "3.8") < 0)
    problem(`pythons has "${python}", but each must be a version from 3.8 on, such as 3.12.`);
}
function readMaxJobs({ value, problem }) {
  const number2 = Number(value("max-jobs"));
  if (!(Number.isInteger(number2) && number2 >= 1 && number2 <= MAX_JOBS))
    problem(`max-jobs is "${value("max-jobs")}", but it must be a whole number from 1 to ${MAX_JOBS}.`);
  return number2;
}
var WRITE_NEEDS = `Write needs-json: \${{ toJSON(needs) }}.`;
function readNeedsOption({ value, problem }, onGitHub) {
  const text4 = value("needs-json");
  if (text4 === "") {
    if (onGitHub) problem(`needs-json is missing: mode gate needs it on GitHub. ${WRITE_NEEDS}`);
    return void 0;
  }
  const needs = readNeeds(text4);
  if (needs === void 0) problem(`needs-json is not what toJSON(needs) gives. ${WRITE_NEEDS}`);
  return needs;
}
function words(lines) {
  return lines.flatMap((line) => line.split(/[\s,]+/)).filter(Boolean);
}

// src/config/paths.ts
var import_picomatch = __toESM(require_picomatch2(), 1);
import { existsSync, realpathSync, statSync as statSync2 } from "node:fs";
import { relative, resolve as resolve2, sep } from "node:path";
function readPaths(lines, cwd, problems, expandsWorkspaces = true) {
  const excluded = lines.filter((line) => line.startsWith("!")).map((line) => globOf(line.slice(1), cwd));
  const given = lines.filter((line) => !line.startsWith("!"));
  const requested = (given.length === 0 ? ["."] : given).map((line) => {
    const isGlob = import_picomatch.default.scan(line).isGlob && !existsSync(resolve2(cwd, line));
    return isGlob ? globOf(line, cwd) : { directory: existingDirectory(line, cwd, problems) };
  });
  const key = (path) => "directory" in path ? path.directory : path.text;
  return {
    requested: requested.filter(
      (path, at2) => requested.findIndex((other) => key(other) === key(path)) === at2
    ),
    excluded,
    expandsWorkspaces
  };
}
function isMatch({ base, glob }, directory) {
  if (glob === "") return directory === base;
  const path = relative(base, directory).split(sep).join("/");
  return path !== "" && !path.startsWith("..") && (0, import_picomatch.default)(glob)(path);
}
function isExcluded(excluded, directory) {
  return excluded.some((glob) => {
    for (let current = directory; ; current = resolve2(current, "..")) {
      if (isMatch(glob, current)) return true;
      if (current === glob.base || current === resolve2(current, "..")) return false;
    }
  });
}
function globOf(text4, cwd) {
  const { base, glob } = import_picomatch.default.scan(text4);
  const directory = resolve2(cwd, base);
  return {
    text: text4,
    base: existsSync(directory) ? realpathSync(directory) : directory,
    glob: glob.replace(/\/+$/, "")
  };
}
function existingDirectory(path, cwd, problems) {
  const absolute = resolve2(cwd, path);
  if (!existsSync(absolute)) {
    problems.push({
      message: `There is nothing at ${path}: give the folder that holds the package's pyproject.toml.`
    });
    return absolute;
  }
  if (!statSync2(absolute).isDirectory()) {
    problems.push({
      message: `${path} is a file: give the folder that holds the package's pyproject.toml.`
    });
  }
  return realpathSync(absolute);
}

// src/config/python-versions.ts
function readPythons(lines) {
  const pythons = lines.flatMap((line) => {
    const words2 = line.split(/[\s,]+/).filter(Boolean);
    return words2.every(isVersion) ? words2 : [line];
  });
  return [...new Set(pythons)];
}
function isVersion(python) {
  return /^\d+(\.\d+)*$/.test(python);
}

// src/config/version-policy.ts
var import_picomatch2 = __toESM(require_picomatch2(), 1);
var VERSION_POLICIES = ["if-shipped-changed", "always", "never", "off"];
var POLICY_EVENTS = ["pull-request", "merge-queue", "branch", "tag", "otherwise"];
var DEFAULT = "if-shipped-changed";
function policyFor(event, setting, releaseBranches) {
  const key = event.kind === "none" ? "otherwise" : event.kind;
  const chosen = typeof setting === "object" ? setting[key] ?? setting.otherwise : setting;
  const isRelease = event.kind === "pull-request" && (0, import_picomatch2.default)([...releaseBranches])(event.headBranch);
  return chosen === "never" && isRelease ? DEFAULT : chosen ?? DEFAULT;
}
function comparesWithBase(event, policy2) {
  if (policy2 === "off") return false;
  return event.kind === "merge-queue" || event.kind === "pull-request" && policy2 !== "if-shipped-changed";
}

// src/config/workflow-run.ts
function readWorkflowRun(environment) {
  const { GITHUB_RUN_ID: id, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW: workflow } = environment;
  if (!id || !repository) return void 0;
  return { repository, workflow: workflow ?? "", id, attempt: Number(environment.GITHUB_RUN_ATTEMPT) || 1 };
}
function systemName(platform) {
  return { win32: "Windows", darwin: "macOS", linux: "Linux" }[platform] ?? platform;
}

// src/config/config.ts
var MAX_SECONDS = 1e6;
function makeConfig(given, environment, cwd) {
  const problems = [];
  const value = (name) => (given[name] ?? "").trim() || OPTIONS.find((option) => option.name === name)?.default || "";
  const lines = (name) => value(name).split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const optional2 = (name) => value(name) || void 0;
  const oneOf = (name, allowed) => {
    const text4 = optional2(name);
    const found = allowed.find((item) => item === text4);
    if (text4 !== void 0 && found === void 0) {
      problems.push({ message: `${name} is "${text4}", but it must be ${list(allowed, "or")}.` });
    }
    return found;
  };
  const seconds3 = (name) => {
    const number2 = Number(value(name));
    if (!(number2 > 0 && number2 <= MAX_SECONDS))
      problems.push({
        message: `${name} is "${value(name)}", but it must be a number of seconds above 0 and at most ${MAX_SECONDS}.`
      });
    return number2;
  };
  const isTrue = (name) => oneOf(name, ["true", "false"]) === "true";
  const absolutePath = (name) => {
    const path = optional2(name);
    return path === void 0 ? void 0 : resolve3(cwd, path);
  };
  const workflowRun = readWorkflowRun(environment);
  const cache = oneOf("cache", CACHE_CHOICES) ?? "auto";
  const problem = (message) => problems.push({ message });
  const mode = readMode(
    { given, value, lines, path: absolutePath, oneOf, problem },
    workflowRun !== void 0
  );
  const isPlanned = isMatrixJob({ mode });
  const config = {
    paths: readPaths(lines("path"), cwd, problems, !isPlanned),
    changedOnly: isTrue("changed-only") && !isPlanned,
    pythons: readPythons(lines("python")),
    installer: oneOf("installer", ["auto", "pip", "uv"]) ?? "auto",
    lowestDirect: oneOf("resolution", ["highest", "lowest-direct"]) === "lowest-direct",
    eachExtra: oneOf("extras", ["as-needed", "each"]) === "each",
    testRequirements: optional2("test-requirements") === void 0 ? void 0 : lines("test-requirements"),
    pytestArgs: lines("pytest-args"),
    testTimeLimit: optional2("test-time-limit") === void 0 ? void 0 : seconds3("test-time-limit"),
    versionPolicy: oneOf("version-policy", VERSION_POLICIES),
    checksIndex: oneOf("taken-on", ["tags", "index"]) === "index",
    cache,
    cacheDirectory: cachesEnvironments(cache, environment) ? cacheDirectory(environment) : void 0,
    passEnv: lines("pass-env"),
    out: absolutePath("out"),
    json: absolutePath("json"),
    timings: isTrue("timings"),
    mode,
    event: readEvent(environment),
    workflowRun,
    workflowFile: readWorkflowFile(environment),
    environment
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}
function isMatrixJob({ mode }) {
  return mode.kind === "verify" && mode.cell !== void 0;
}

// src/program/version.ts
import { readFileSync as readFileSync2 } from "node:fs";
function programVersion() {
  return JSON.parse(
    readFileSync2(
      new URL(import.meta.url.endsWith(".ts") ? "../../package.json" : "../package.json", import.meta.url),
      "utf8"
    )
  ).version;
}

// src/report/report.ts
function worst(verdicts) {
  if (verdicts.includes("fail")) return "fail";
  return verdicts.includes("error") ? "error" : "pass";
}
function verdictOf(checks) {
  return worst(checks.map(({ status: status2 }) => status2 === "fail" || status2 === "error" ? status2 : "pass"));
}
var EXIT_STATUS = { pass: 0, fail: 1, error: 3 };

// src/matrix/problem-messages.ts
function problemMessage(problem) {
  switch (problem.kind) {
    case "plan-unreadable":
      return `The plan cannot be read from ${problem.file}: ${problem.reason}. Did the job that plans succeed, and was its file handed on?`;
    case "plan-altered":
      return `The plan in ${problem.file} is not as it was written: its digest does not fit. Hand on the file of mode plan as it is.`;
    case "plan-unknown":
      return `No job that this one waits for has made the plan: none of the outputs of ${list(problem.jobs) || "no job"} is its digest. Let the job that plans have the output plan-digest, name it in needs, and give needs-json: \${{ toJSON(needs) }}.`;
    case "plan-of-another-run":
      return `The plan in ${problem.file} is not of this run: ${difference(problem.difference)}.`;
    case "plan-empty":
      return `The plan in ${problem.file} has no package to verify, and no reason for it.`;
    case "cell-missing":
      return `${cellName(problem)} has no report${staleAttempts(problem.stale)}: its job was skipped, cancelled, or ended before it could write one. Its log says why.`;
    case "cell-twice":
      return `${cellName(problem)} has several reports: ${list(problem.files)}. One job must write one.`;
    case "report-unreadable":
      return `The report in ${problem.file} cannot be read: ${problem.reason}.`;
    case "report-without-cell":
      return problem.cell === void 0 ? `The report in ${problem.file} does not say which cell it is of. Give the step that verifies the input cell: \${{ matrix.id }}.` : `The report in ${problem.file} is of the cell ${problem.cell}, which the plan does not have.`;
    case "report-of-another-run":
      return `${cellName(problem)}: what ${problem.file} reports was not made for it: ${difference(problem.difference)}.`;
    case "report-of-other-packages":
      return `${cellName(problem)}: ${problem.file} ${packages(problem.missing, problem.unknown)}.`;
    case "report-contradicts-itself":
      return `${cellName(problem)}: the verdict in ${problem.file} is not what its own checks and findings say.`;
    case "job-ended":
      return `The job ${problem.job} ended with "${problem.result}"${problem.result === "failure" ? ", and no report says why; its log does" : ""}.`;
  }
}
function cellName({ cell: cell2 }) {
  return `The cell "${cell2.name}" on ${cell2.os}`;
}
function staleAttempts(attempts) {
  return attempts.length === 0 ? "" : ` of this attempt, but of attempt ${list(attempts.map(String))}`;
}
var NAMES = {
  commit: "commit",
  repository: "repository",
  workflow: "workflow",
  runId: "workflow run",
  attempt: "attempt",
  os: "system",
  python: "Python",
  cell: "cell"
};
function difference({ field, expected, actual }) {
  return `its ${NAMES[field]} is ${actual ?? "not known"}, and this is ${expected ?? "none"}`;
}
function packages(missing, unknown) {
  return list([
    ...missing.length > 0 ? [`lacks ${listSome(missing)}`] : [],
    ...unknown.length > 0 ? [`has ${listSome(unknown)}, which the plan does not have there (once)`] : []
  ]);
}

// src/matrix/join.ts
function joinReports({ verdict: verdict2, plan: plan2, cells, problems, leftOut }) {
  return {
    schema: 1,
    verdict: verdict2,
    ...plan2 === void 0 ? {} : { run: plan2.run },
    packages: cells.flatMap(
      (one) => one.kind === "reported" ? one.packages.map((each) => ({ ...each, run: one.run })) : []
    ),
    ...plan2?.selection === void 0 ? {} : { selection: plan2.selection },
    gate: {
      plan: plan2?.digest ?? null,
      cells: cells.map((one) => {
        const { id, name, os, python, packages: packages2 } = one.cell;
        const planned = packages2.map(({ path, name: name2 }) => ({ path, name: name2 }));
        return { id, name, os, python, packages: planned, status: statusOf(one) };
      }),
      problems: problems.map((problem) => ({ kind: problem.kind, message: problemMessage(problem) })),
      leftOut
    }
  };
}
function statusOf(cell2) {
  return cell2.kind === "missing" ? "missing" : worst(cell2.packages.map(({ verdict: verdict2 }) => verdict2));
}
var WEIGHT = { error: 2, warning: 1, note: 0 };
function joinedFindings({ packages: packages2, gate: gate2 }) {
  const cellNames = new Map(gate2?.cells.map(({ id, name }) => [id, name]));
  const cellsOf = /* @__PURE__ */ new Map();
  const found = /* @__PURE__ */ new Map();
  for (const { path, name, findings, run: run2 } of packages2) {
    cellsOf.set(path, (cellsOf.get(path) ?? 0) + 1);
    const seen = /* @__PURE__ */ new Set();
    for (const finding of findings) {
      const { rule, severity, message, file, line, fix, ignored, pythons } = finding;
      const key = JSON.stringify([path, rule, severity, message, file, line, fix, ignored, pythons]);
      if (seen.has(key)) continue;
      seen.add(key);
      const joined = found.get(key) ?? { name, path, finding, cells: [] };
      joined.cells.push(cellNames.get(run2?.cell ?? "") ?? "");
      found.set(key, joined);
    }
  }
  return [...found.values()].map(({ cells, ...joined }) => ({
    ...joined,
    onlyIn: cells.length === cellsOf.get(joined.path) ? [] : cells
  })).sort((a, b) => WEIGHT[b.finding.severity] - WEIGHT[a.finding.severity]);
}
function joinedTable({ packages: packages2, gate: gate2 }) {
  const cells = gate2?.cells ?? [];
  const severalRunners = new Set(cells.map(({ os }) => os)).size > 1;
  const columnOf = ({ os, python }) => severalRunners ? `${python}, ${os}` : python;
  const columns = [...new Set(cells.map(columnOf))];
  const rows = /* @__PURE__ */ new Map();
  const rowOf = (path, name) => {
    const row = rows.get(path) ?? { name, path, cells: columns.map(() => "none") };
    rows.set(path, row);
    return row;
  };
  const reported = new Map(packages2.map((one) => [`${one.run?.cell}
${one.path}`, one]));
  for (const cell2 of cells) {
    for (const { path, name } of cell2.packages) {
      const one = reported.get(`${cell2.id}
${path}`);
      const row = rowOf(path, name);
      const warns = one?.checks.some(({ status: status2 }) => status2 === "warn");
      row.cells[columns.indexOf(columnOf(cell2))] = one === void 0 ? "missing" : one.verdict === "pass" && warns ? "warn" : one.verdict;
    }
  }
  const all = [...rows.values()].sort((a, b) => a.path < b.path ? -1 : 1);
  const isShared = (name) => all.filter((row) => row.name === name).length > 1;
  return {
    columns,
    rows: all.map((row) => isShared(row.name) ? { ...row, name: `${row.name} (${row.path})` } : row)
  };
}
function joinedVerdict(report) {
  const { packages: packages2, gate: gate2 } = report;
  const cells = gate2?.cells.length ?? 0;
  const paths = new Set(packages2.map(({ path }) => path)).size;
  const leftOutCount = new Set(
    gate2?.leftOut.filter(({ python }) => python === void 0).map(({ path }) => path)
  ).size;
  const suffix = leftOutCount === 0 ? "" : `; ${leftOutCount} left out, with the reason`;
  if (report.verdict === "error") return "It could not be decided: not everything that was planned is known.";
  if (report.verdict === "fail")
    return `Something that ships is broken: the findings say what and where${suffix}.`;
  if (cells === 0) return `Nothing had to be verified${suffix}.`;
  return `${paths === 1 ? "The package works" : `All ${paths} packages work`} as installed, in ${cells === 1 ? "one cell" : `each of ${cells} cells`}${suffix}.`;
}

// src/commands/gate.ts
import { writeFile as writeFile2 } from "node:fs/promises";
import { join as join5 } from "node:path";

// src/matrix/plan.ts
import { createHash } from "node:crypto";
function makePlan(shards, {
  run: run2,
  leftOut,
  selection
}) {
  const severalRunners = new Set(shards.map(({ os }) => os)).size > 1;
  const names = /* @__PURE__ */ new Set();
  const cells = shards.map((shard) => {
    const name = uniqueName(nameOf(shard, severalRunners), names);
    names.add(name);
    return { id: idOf(shard), name, ...shard };
  });
  const content = {
    plan: 1,
    run: run2,
    cells,
    leftOut,
    ...selection === void 0 ? {} : { selection }
  };
  return { ...content, digest: digestOf(content) };
}
function digestOf({ plan: plan2, run: run2, cells, leftOut, selection }) {
  return createHash("sha256").update(canonical({ plan: plan2, run: run2, cells, leftOut, selection })).digest("hex");
}
function matrixOf({ cells }, root, excluded = []) {
  const pathFrom = (path) => [root, path].filter((part) => part !== "" && part !== ".").join("/") || ".";
  return {
    include: cells.map(({ id, name, os, python, packages: packages2 }) => ({
      id,
      name,
      os,
      python,
      path: [...packages2.map(({ path }) => pathFrom(path)), ...excluded.map((text4) => `!${text4}`)].join("\n")
    }))
  };
}
var MAX_NAME_LENGTH = 40;
function nameOf({ packages: packages2, python, os }, severalRunners) {
  const [first] = packages2;
  const name = first?.name ?? "";
  const short = name.length > MAX_NAME_LENGTH ? `${name.slice(0, MAX_NAME_LENGTH - 1)}\u2026` : name;
  const label = packages2.length > 1 ? `${short} +${packages2.length - 1}` : short;
  return [label, python, ...severalRunners ? [os] : []].join(", ");
}
function uniqueName(name, taken) {
  for (let i = 2, candidate = name; ; i++) {
    if (!taken.has(candidate)) return candidate;
    candidate = `${name} (${i})`;
  }
}
function idOf({ os, python, packages: packages2 }) {
  const paths = packages2.map(({ path }) => path).sort();
  return createHash("sha256").update(JSON.stringify([os, python, paths])).digest("hex").slice(0, 12);
}
function canonical(value) {
  return JSON.stringify(
    value,
    (_, item) => typeof item === "object" && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)) : item
  );
}
var MAX_CHARACTERS = 1e5;
function checkSize(matrix) {
  const { length } = JSON.stringify(JSON.stringify(matrix));
  if (length <= MAX_CHARACTERS) return;
  const message = `The matrix has ${length} characters, and GitHub hands on at most ${MAX_CHARACTERS} of them safely. Verify fewer packages or Pythons in one workflow: split path among several.`;
  throw new ConfigurationError([{ message }]);
}

// src/matrix/timings.ts
function timingsOf(reports) {
  return reports.flatMap(
    ({ run: run2, packages: packages2 }) => packages2.map((one) => ({
      path: one.path,
      python: (one.run ?? run2)?.python,
      system: (one.run ?? run2)?.os,
      seconds: one.checks.reduce((sum2, { seconds: seconds3 }) => sum2 + seconds3, 0)
    }))
  );
}
function secondsOf(timings, jobs) {
  const byPath2 = /* @__PURE__ */ new Map();
  for (const timing of timings) byPath2.set(timing.path, [...byPath2.get(timing.path) ?? [], timing]);
  const measured = (job) => {
    const own = byPath2.get(job.path) ?? [];
    const sameTarget = own.filter(({ python, system }) => python === job.python && system === job.system);
    const seconds3 = (sameTarget.length > 0 ? sameTarget : own).map((timing) => timing.seconds);
    return seconds3.length === 0 ? void 0 : Math.max(...seconds3);
  };
  const known = jobs.filter((job) => measured(job) !== void 0);
  const scale = known.length === 0 ? 1 : sum(known.map((job) => measured(job) ?? 0)) / sum(known.map((job) => estimate(job)));
  return (job) => {
    const seconds3 = measured(job);
    return seconds3 === void 0 ? { seconds: rounded(estimate(job) * scale), timing: "estimated" } : { seconds: rounded(seconds3), timing: "measured" };
  };
}
function estimate({ files }) {
  return 10 + files / 10;
}
function sum(numbers) {
  return numbers.reduce((total, number2) => total + number2, 0);
}
function rounded(seconds3) {
  return Math.round(seconds3 * 10) / 10;
}
function systemOf(label) {
  if (/^ubuntu-/.test(label)) return "Linux";
  if (/^macos-/.test(label)) return "macOS";
  return /^windows-/.test(label) ? "Windows" : void 0;
}

// src/matrix/decide.ts
function decide({ plan: file, reports, needs, currentRun }) {
  const plan2 = file.content.kind === "read" ? file.content.value : void 0;
  const planIssues = planProblems(file, needs, currentRun);
  if (plan2 === void 0 || planIssues.length > 0) {
    const problems2 = [...planIssues, ...jobProblems(needs, void 0, true)];
    return { verdict: "error", plan: void 0, cells: [], problems: problems2, leftOut: [] };
  }
  const { cells, problems: reportIssues } = matchReports(plan2, reports, currentRun);
  const verdicts = cells.flatMap((one) => one.kind === "reported" ? one.packages.map(verdictOf2) : []);
  const isExplained = reportIssues.length > 0 || verdicts.some((verdict2) => verdict2 !== "pass");
  const hasReason = plan2.leftOut.some(({ python }) => python === void 0);
  const isEmpty = plan2.cells.length === 0 && !hasReason;
  const problems = [
    ...isEmpty ? [{ kind: "plan-empty", file: file.file }] : [],
    ...reportIssues,
    ...jobProblems(needs, plan2, isExplained)
  ];
  return {
    verdict: worst([...verdicts, ...problems.length > 0 ? ["error"] : []]),
    plan: plan2,
    cells,
    problems,
    leftOut: plan2.leftOut
  };
}
function planProblems({ file, content }, needs, currentRun) {
  if (content.kind === "unreadable") return [{ kind: "plan-unreadable", file, reason: content.reason }];
  const plan2 = content.value;
  if (digestOf(plan2) !== plan2.digest) return [{ kind: "plan-altered", file }];
  if (needs !== void 0 && plannerOf(needs, plan2) === void 0)
    return [{ kind: "plan-unknown", jobs: Object.keys(needs) }];
  const comparesCommit = currentRun.runId === void 0 && currentRun.commit !== void 0;
  const difference2 = firstDifference(
    ["repository", "runId", ...comparesCommit ? ["commit"] : []],
    currentRun,
    plan2.run
  );
  if (difference2 !== void 0) return [{ kind: "plan-of-another-run", file, difference: difference2 }];
  if ((plan2.run.attempt ?? 0) > (currentRun.attempt ?? 0))
    return [{ kind: "plan-of-another-run", file, difference: differenceOf("attempt", currentRun, plan2.run) }];
  return [];
}
function plannerOf(needs, { digest }) {
  return Object.entries(needs).find(([, { outputs }]) => Object.values(outputs).includes(digest))?.[0];
}
function jobProblems(needs, plan2, isExplained) {
  const planner = needs !== void 0 && plan2 !== void 0 ? plannerOf(needs, plan2) : void 0;
  const skipped2 = Object.entries(needs ?? {}).filter(
    ([job, { result }]) => result === "skipped" && job !== planner
  );
  const mayBeSkipped = plan2?.cells.length === 0 && skipped2.length === 1;
  return Object.entries(needs ?? {}).flatMap(([job, { result }]) => {
    if (result === "success") return [];
    if (result === "skipped" && mayBeSkipped && job !== planner) return [];
    if (result === "failure" && isExplained && plan2 !== void 0 && job !== planner) return [];
    return [{ kind: "job-ended", job, result }];
  });
}
function matchReports(plan2, reports, currentRun) {
  const problems = [];
  const byCell = new Map(plan2.cells.map((cell2) => [cell2, []]));
  for (const { file, content } of reports) {
    if (content.kind === "unreadable") {
      problems.push({ kind: "report-unreadable", file, reason: content.reason });
      continue;
    }
    const id = content.value.run?.cell;
    const cell2 = plan2.cells.find((one) => one.id === id);
    if (cell2 === void 0) problems.push({ kind: "report-without-cell", file, cell: id });
    else byCell.get(cell2)?.push({ file, report: content.value });
  }
  const cells = [...byCell].map(([cell2, own]) => {
    const mismatched = own.flatMap(({ file, report: report2 }) => mismatches(plan2, cell2, file, report2));
    const ofThisRun = own.filter(({ file }) => !mismatched.some((problem) => problem.file === file));
    const { report, problems: ofReport } = chooseReport(plan2, currentRun, cell2, ofThisRun);
    problems.push(...mismatched, ...mismatched.length > 0 && report === void 0 ? [] : ofReport);
    return report === void 0 || ofReport.length > 0 ? { kind: "missing", cell: cell2 } : { kind: "reported", cell: cell2, run: report.run ?? {}, packages: report.packages };
  });
  return { cells, problems };
}
function mismatches({ run: planned }, cell2, file, { run: run2 = {} }) {
  const system = systemOf(cell2.os);
  const expected = { python: cell2.python, ...system === void 0 ? {} : { os: system } };
  const difference2 = firstDifference(["commit", "repository", "runId"], planned, run2) ?? firstDifference(system === void 0 ? ["python"] : ["python", "os"], expected, run2);
  return difference2 === void 0 ? [] : [{ kind: "report-of-another-run", cell: cell2, file, difference: difference2 }];
}
function chooseReport(plan2, currentRun, cell2, reports) {
  const attemptOf = ({ run: run2 }) => run2?.attempt ?? 0;
  const attempts = reports.map(({ report }) => attemptOf(report));
  const latest = Math.max(
    ...attempts.filter((attempt) => attempt >= attemptOf(plan2) && attempt <= (currentRun.attempt ?? 0))
  );
  const [first, ...more] = reports.filter(({ report }) => attemptOf(report) === latest);
  if (first === void 0)
    return { report: void 0, problems: [{ kind: "cell-missing", cell: cell2, stale: attempts }] };
  if (more.length > 0) {
    const files = [first, ...more].map(({ file }) => file);
    return { report: void 0, problems: [{ kind: "cell-twice", cell: cell2, files }] };
  }
  return { report: first.report, problems: contentProblems(cell2, first.file, first.report) };
}
function contentProblems(cell2, file, { verdict: verdict2, packages: packages2 }) {
  const expected = cell2.packages.map(({ path }) => path);
  const actual = packages2.map(({ path }) => path);
  const missing = expected.filter((path) => !actual.includes(path));
  const unknown = actual.filter((path, i) => !expected.includes(path) || actual.indexOf(path) !== i);
  if (missing.length + unknown.length > 0)
    return [{ kind: "report-of-other-packages", cell: cell2, file, missing, unknown }];
  const isConsistent = packages2.every((one) => one.verdict === verdictOf2(one)) && verdict2 === worst(packages2.map((one) => one.verdict));
  return isConsistent ? [] : [{ kind: "report-contradicts-itself", cell: cell2, file }];
}
function verdictOf2({ checks, findings }) {
  const hasError = findings.some(({ severity }) => severity === "error");
  if (checks.every(({ status: status2 }) => status2 === "skip")) return "error";
  return worst([
    hasError ? "fail" : "pass",
    ...checks.map(({ status: status2 }) => status2 === "fail" || status2 === "error" ? status2 : "pass")
  ]);
}
function firstDifference(keys, expected, actual) {
  const key = keys.find((one) => expected[one] !== actual[one]);
  return key === void 0 ? void 0 : differenceOf(key, expected, actual);
}
function differenceOf(key, expected, actual) {
  return { field: key, expected: expected[key]?.toString(), actual: actual[key]?.toString() };
}

// src/matrix/files.ts
import { readdir, readFile, stat } from "node:fs/promises";
import { join as join3, relative as relative2 } from "node:path";

// src/checks/fixes/packaging.ts
function shipFix(packaging, source, module) {
  const file = inProject(packaging, source);
  const [top = module] = module.split(".");
  const from = parentOf(file, top);
  if (top === module && !file.endsWith("/__init__.py")) return shipModuleFix(packaging, file, module);
  switch (packaging.backend) {
    case "setuptools":
      return `Let setuptools find the packages, in place of a list of them, in ${packaging.configuration}:
${findPackages(packaging, from, top)}`;
    case "hatchling":
      return `Ship it whatever .gitignore, include and exclude say:
[tool.hatch.build]
artifacts = ["/${file.replace(/__init__\.py$/, "")}"]
If packages or only-include is set, it must name all of ${join2(from, top)}.`;
    default:
      return wholePackageFix(packaging.backend, file, from, top);
  }
}
function shipModuleFix({ backend, configuration }, file, module) {
  const move = `Move ${file} into the package and import it from there`;
  if (backend !== "setuptools") return `${move}.`;
  const list2 = configuration === "setup.py" ? `py_modules=["${module}"] in setup.py` : configuration === "setup.cfg" ? `py_modules = ${module} in [options] of setup.cfg` : `py-modules = ["${module}"] in [tool.setuptools]`;
  return `${move}, or ship it beside the package: ${list2}.`;
}
function dataFix(packaging, source, installed, packageDirectory) {
  const file = inProject(packaging, source);
  const [top = ""] = installed.split("/");
  switch (packaging.backend) {
    case "setuptools":
      return packageData(
        packaging,
        packageDirectory.replaceAll("/", "."),
        patternFor(installed.slice(packageDirectory.length + 1))
      );
    case "hatchling":
      return `Ship it whatever .gitignore, include and exclude say:
[tool.hatch.build]
artifacts = ["/${file}"]
If packages or only-include is set, it must name all of ${join2(parentOf(file, top), top)}.`;
    default:
      return wholePackageFix(packaging.backend, file, parentOf(file, top), top);
  }
}
function typingFix(packaging, marker) {
  if (marker.inTree) return sdistFix(packaging, [marker.source]);
  const addToWheel = dataFix(packaging, marker.source, marker.path, marker.package);
  if (marker.tracked) return addToWheel;
  const make = `Commit an empty file ${marker.source}, or remove the classifier.`;
  return packaging.backend === "setuptools" ? `${make} setuptools before 69 must be told of it. ${addToWheel}` : make;
}
function sdistFix(packaging, sources) {
  const paths = sources.map((source) => inProject(packaging, source));
  const patterns = (all, before = "") => paths.map((path) => `"${before}${path.replace(/\/$/, `/${all}`)}"`).join(", ");
  switch (packaging.backend) {
    case "setuptools":
      return `Add to MANIFEST.in, below what takes it out:
${paths.map((path) => path.endsWith("/") ? `graft ${path.slice(0, -1)}` : `include ${path}`).join("\n")}`;
    case "hatchling":
      return `Put it into the sdist, whatever .gitignore and exclude say:
[tool.hatch.build.targets.sdist]
artifacts = [${patterns("", "/")}]
If only-include is set there, name it in it too.`;
    case "flit":
      return `Take the pattern that matches it out of exclude in [tool.flit.sdist]; where there is none, name it there:
include = [${patterns("**")}]`;
    case "poetry-core":
      return `Give it the format of both in [tool.poetry], in packages or else in include:
${paths.map((path) => `{ path = "${path.replace(/\/$/, "/**/*")}", format = ["sdist", "wheel"] },`).join("\n")}`;
    case "pdm-backend":
      return `Take the pattern that matches it out of excludes in [tool.pdm.build]; where there is none, name it there:
source-includes = [${patterns("**")}]`;
    case "uv_build":
      return `Take the pattern that matches it out of source-exclude in [tool.uv.build-backend]; where there is none, name it there:
source-include = [${patterns("**")}]`;
    default:
      return `Make ${packaging.backend} put ${paths.join(", ")} into the sdist.`;
  }
}
function junkFix(packaging, { paths, secret, example }) {
  const [path = ""] = paths;
  if (secret && example)
    return "If it opens nothing but what the tests make, leave it out of the wheel or ignore the rule. If it opens more, revoke it.";
  if (secret)
    return `Revoke it now if any release has it: what was published stays known. Then remove ${path} from the repository, and read it from the environment where it is needed.`;
  const name = /(?:^|\/)(__pycache__\/|\.\w+\/)/.exec(path)?.[1] ?? path.split("/").at(-1);
  return `If git tracks it, remove it (git rm --cached) and add ${name} to .gitignore. If the build makes it, take it out of what ${packaging.backend} ships.`;
}
function strayFix(packaging, name, source) {
  const { backend, configuration } = packaging;
  const file = inProject(packaging, source);
  const from = file.includes("/") ? file.slice(0, file.lastIndexOf("/")) : ".";
  switch (backend) {
    case "setuptools": {
      const instead = `Take "${name}" out of the packages and modules that are listed; where packages are found, leave it out:`;
      if (configuration === "setup.py")
        return `${instead}
packages=find_packages(${from === "." ? "" : `"${from}", `}exclude=["${name}", "${name}.*"]),`;
      return configuration === "setup.cfg" ? `${instead}
[options.packages.find]${from === "." ? "" : `
where = ${from}`}
exclude =
    ${name}
    ${name}.*` : `${instead}
[tool.setuptools.packages.find]${from === "." ? "" : `
where = ["${from}"]`}
exclude = ["${name}", "${name}.*"]`;
    }
    case "hatchling":
      return `Take it out of force-include, if it is there, and exclude it:
[tool.hatch.build.targets.wheel]
exclude = ["/${file}"]`;
    case "poetry-core":
      return `Keep it in the sdist alone, in packages of [tool.poetry]:
{ include = "${name}", format = "sdist" }`;
    case "pdm-backend":
      return `Keep it in the sdist alone:
[tool.pdm.build]
source-includes = [${[.../* @__PURE__ */ new Set(["tests", name])].map((directory) => `"${directory}"`).join(", ")}]`;
    case "uv_build":
      return `Take "${name}" out of module-name in [tool.uv.build-backend].`;
    default:
      return `Take "${name}" out of what ${backend} puts into the wheel.`;
  }
}
function wholePackageFix(backend, file, from, top) {
  switch (backend) {
    case "flit":
      return `flit ships whole packages: take the pattern that matches ${file} out of exclude in [tool.flit.sdist].`;
    case "uv_build":
      return `uv_build ships whole packages: take the pattern that matches ${file} out of source-exclude or wheel-exclude in [tool.uv.build-backend].`;
    case "pdm-backend":
      return `Take the pattern that matches ${file} out of excludes in [tool.pdm.build]. If includes is set there, add "${join2(from, top)}" to it.`;
    case "poetry-core":
      return `Take the pattern that matches ${file} out of exclude in [tool.poetry], and name the whole package there:
packages = [{ include = "${top}"${from === "." ? "" : `, from = "${from}"`} }]`;
    default:
      return `Make ${backend} put ${file} into the wheel, and into the sdist from which the wheel is built.`;
  }
}
function findPackages({ configuration }, from, top) {
  const root = from === "." ? "" : from;
  if (configuration === "setup.py")
    return `packages=find_namespace_packages("${from}", include=["${top}*"]),${root && `
package_dir={"": "${root}"},`}`;
  return configuration === "setup.cfg" ? `[options]
packages = find_namespace:${root && `
package_dir =
    = ${root}`}
[options.packages.find]
where = ${from}
include = ${top}*` : `[tool.setuptools.packages.find]
where = ["${from}"]
include = ["${top}*"]`;
}
function packageData({ configuration }, name, pattern) {
  const lines = {
    "pyproject.toml": `[tool.setuptools.package-data]
${name.includes(".") ? `"${name}"` : name} = ["${pattern}"]`,
    "setup.cfg": `[options.package_data]
${name} =
    ${pattern}`,
    "setup.py": `package_data={"${name}": ["${pattern}"]},`
  };
  return `Add to ${configuration}:
${lines[configuration]}`;
}
function patternFor(path) {
  return path.replace(/\/[^/]+(\.[^./]+)$/, "/*$1");
}
function inProject({ folder }, file) {
  return folder !== "." && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
}
function parentOf(file, top) {
  const at2 = `/${file}`.indexOf(`/${top}/`);
  return at2 <= 0 ? "." : file.slice(0, at2 - 1);
}
function join2(directory, name) {
  return directory === "." ? name : `${directory}/${name}`;
}

// src/checks/build/rules.ts
var BUILD_RULES = {
  "build-failed": {
    title: "The package cannot be built",
    why: "Nobody can install what cannot be built; from an sdist, every user builds.",
    message: ({ step, words: words2, absent, treeBuilds }) => `${step === "build requirements" ? "Installing" : "Building"} the ${step} failed: ${words2.join(" / ")}${treeBuilds || absent !== null ? `. ${treeBuilds ? "The wheel from the tree can be built" : "The checkout has it"}: ${absent ?? "something that the build reads"} is not in the sdist.` : ""}`,
    fix: ({ step, absent, ...packaging }) => {
      if (step === "build requirements")
        return "Mend build-system.requires: the installer cannot install what it names.";
      if (absent !== null) return sdistFix(packaging, [absent]);
      return 'Run "python -m build" in a fresh clone to see the same failure. What the build reads must be tracked by git and be in the sdist.';
    }
  }
};

// src/checks/contents/rules.ts
var CONTENTS_RULES = {
  "junk-shipped": {
    title: "Something is published that nobody means to publish",
    why: "What is on the index is there for everyone, for ever.",
    message: ({ artifact, what, paths, secret }) => secret ? `${listSome(paths, 3)} in the ${artifact} ${paths.length === 1 ? "holds" : "hold"} ${what}.` : `The ${artifact} has ${what}: ${listSome(paths, 3)}.`,
    fix: (facts) => junkFix(facts, facts)
  },
  "stray-top-level": {
    title: "The wheel installs a name that is not its own",
    why: "It lands in the site-packages of every user, where it hides or overwrites the same name of other packages.",
    message: ({ name, inTreeAlone }) => `The wheel${inTreeAlone ? " that is built from the tree" : ""} installs a top-level "${name}".`,
    fix: (facts) => strayFix(facts, facts.name, facts.source)
  },
  "stdlib-shadowed": {
    title: "A module has the name of one of the standard library",
    why: "Python looks into its standard library first: nobody can import it where it is installed.",
    message: ({ name }) => `The wheel installs a top-level "${name}", and "import ${name}" gives the module of the standard library.`,
    fix: ({ name, source }) => `Rename ${source}, or move it into a package: "from package import ${name}".`
  },
  "module-missing": {
    title: "A module is not in the wheel",
    why: "It works in the checkout, where the file lies beside the rest, and fails for everyone who installs.",
    message: ({ module, source, neededBy, cause }) => `${source} is not in the wheel${neededBy.length > 0 ? `, but ${listSome(neededBy, 3)} ${neededBy.length > 1 ? "need" : "needs"} ${module}` : ""}.${because(cause)}`,
    fix: (facts) => shipFix(facts, facts.source, facts.module)
  },
  "data-missing": {
    title: "A data file is not in the wheel",
    why: "Code that reads it works in the checkout and fails for everyone who installs.",
    message: ({ source, neededBy, siblings, cause }) => `${source} is not in the wheel, but ${neededBy.length > 0 ? `${listSome(neededBy, 3)} ${neededBy.length > 1 ? "read" : "reads"} it` : `${count(siblings, "file")} of the same kind beside it ${siblings === 1 ? "is" : "are"}`}.${because(cause)}`,
    fix: (facts) => dataFix(facts, facts.source, facts.path, facts.package)
  },
  "typing-marker-missing": {
    title: "Type checkers do not see that the package is typed",
    why: "Without py.typed beside the package type checkers ignore its annotations (PEP 561).",
    message: ({ path, source, tracked, cause }) => `${tracked ? `${source} is not in the wheel` : `The classifier "Typing :: Typed" is set, and the wheel has no ${path}`}.${because(cause)}`,
    fix: (facts) => typingFix(facts, facts)
  }
};

// src/checks/dependencies/rules.ts
var DEPENDENCY_RULES = {
  "dependency-undeclared": {
    title: "A dependency is not declared",
    why: "It is there on the machines of the developers, and missing for everyone else.",
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed, python, extras: extras2, neededBy, others } = facts;
      const repositoryNote = sibling === null ? "" : `, which is in this repository (${sibling})`;
      const of = (known && distribution !== module ? ` of ${distribution}` : "") + repositoryNote;
      if (neededBy.length === 0)
        return `Neither a dependency nor an extra declares ${listSome([`${module}${of}`, ...others], 5)}; nothing that was run here came to where ${others.length > 0 ? "they are" : "it is"} imported.`;
      const which = `${sibling === null ? "which" : "and"} ${listSome(neededBy, 3)} ${neededBy.length > 1 ? "need" : "needs"}${sibling === null ? "" : " it"}`;
      if (installed !== null)
        return `${distribution} ${installed} is installed and has no module ${module}, ${which}.`;
      if (python !== null) return `Only Python ${python} has the module ${module}, ${which}.`;
      if (declared)
        return `${distribution} is declared for other environments alone, and not here for its module ${module}, ${which}.`;
      return `${extras2.length > 0 ? `Only the extra ${list(extras2, "or")}` : "No dependency"} declares the module ${module}${of}, ${which}.`;
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed, python, extras: extras2, neededBy, table: table2, line } = facts;
      if (neededBy.length === 0)
        return `Add what users need to ${table2}, or to an extra. Where they can do without it, catch the ImportError.`;
      if (installed !== null)
        return `Import from what replaced ${module}, or declare a version range of ${distribution} that still has it, in ${table2}.`;
      if (python !== null && !known)
        return `Import from what replaced ${module}, or set requires-python to "${python}".`;
      if (declared)
        return `Take the condition (after the semicolon) off ${distribution} in ${table2}, or import it under the same condition.`;
      return `Add to ${table2}: ${line}${known ? "" : " (the name on the index may differ from the name of the module)"}${extras2.length > 0 ? `; or import it where only those come who asked for the extra ${list(extras2, "or")}` : ""}`;
    }
  },
  "dependency-transitive": {
    title: "A dependency is there by chance",
    why: "The day that the other dependency does without it, a release that has not changed stops working.",
    message: ({ module, distribution, broughtBy, files }) => `${distribution === module ? distribution : `${module} of ${distribution}`} is imported${files > 1 ? ` (by ${files} modules)` : ""} and not declared: it is there only because ${broughtBy ?? "another dependency"} needs it.`,
    fix: ({ table: table2, line }) => `Add to ${table2}: ${line}`
  },
  "path-hack": {
    title: "Code finds its imports by a path into the checkout",
    why: "Where the package is installed, that path leads to another folder or nowhere.",
    message: ({ file, folder, inTests, others }) => `${file} puts ${folder} on sys.path${others.length > 0 ? `, and so ${others.length > 1 ? "do" : "does"} ${listSome(others, 3)}` : ""}${inTests ? ": run anywhere else, these tests use the checkout and not what is installed" : ""}.`,
    fix: ({ inTests }) => inTests ? "Remove the line, and install the package for its tests: pip install -e ." : 'Remove the line. Import what lies in the package from the package ("from package import module"), move into it what it needs from beside it, and declare the rest as dependencies.'
  }
};

// src/checks/imports/rules.ts
var IMPORT_RULES = {
  "import-failed": {
    title: "The package does not import",
    why: "What does not import cannot be used, and in the checkout it does not show.",
    message: ({ module, error, why, extras: extras2, others }) => {
      const names = others.map((other) => other.module);
      if (why === "elsewhere")
        return `${count(others.length + 1, "other module does", "other modules do")} not import here, for want of something optional, of settings or of another platform: ${listSome([module, ...names], 3)}.`;
      const from = `from the installed wheel${extras2.length > 0 ? ` with the extra ${list(extras2)}` : ""}`;
      const checkout = why === "checkout" ? ", and works from the sources of the checkout" : "";
      return `"import ${module}" fails ${from}${checkout}: ${error}${names.length > 0 ? ` (and so ${names.length > 1 ? "do" : "does"} ${listSome(names, 3)})` : ""}.`;
    },
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll("MODULE", module)
  }
};
var TO_SEE_IT = 'To see it: install the wheel into an empty environment, and there run: python -c "import MODULE"';
var IMPORT_FIXES = {
  public: `Mend what the error names. ${TO_SEE_IT}`,
  "own-module": `Add the module that is missing, or remove the import of it. ${TO_SEE_IT}`,
  "own-name": `Define the name that is missing, or import it from where it is. ${TO_SEE_IT}`,
  checkout: `Let the build ship what it reads or imports, as it is in the checkout. ${TO_SEE_IT}`,
  elsewhere: "Nothing, if these modules are meant for those who have more installed."
};

// src/checks/install/rules.ts
var INSTALL_RULES = {
  "install-failed": {
    title: "The wheel cannot be installed",
    why: "Users see the same refusal.",
    message: ({ words: words2, extra: extra2 }) => `Installing the wheel${extra2 === void 0 ? "" : ` with the extra ${extra2}`} into a clean environment failed: ${words2.join(" / ")}`,
    fix: () => "Mend the dependencies or the metadata that the installer names."
  },
  "dependency-conflict": {
    title: "The installed set contradicts itself",
    why: "What is installed together does not work together.",
    message: ({ conflicts, extra: extra2 }) => `After a clean install${extra2 === void 0 ? "" : ` with the extra ${extra2}`} ${list(conflicts)}.`,
    fix: () => "Change the version ranges of the dependencies so that one set fits them all."
  }
};

// src/checks/lower-bounds/rules.ts
var LOWER_BOUND_RULES = {
  "lower-bound-false": {
    title: "The lowest versions that are declared do not work",
    why: "Who already has such a version keeps it when installing the package, which then fails.",
    message: ({ dependencies: dependencies2, failures: failures2, words: words2 }) => {
      if (failures2.length === 0)
        return `The lowest versions that are declared cannot be installed for this Python: ${words2.join(" / ")}`;
      const what = failures2.map((failure) => failure.what);
      return `With the lowest versions that are declared (${list(dependencies2)}) ${listSome(what, 3)} ${what.length > 1 ? "fail" : "fails"}, which ${what.length > 1 ? "work" : "works"} with the highest: ${failures2[0]?.error}.`;
    },
    fix: ({ table: table2 }) => `Raise the lower bounds in ${table2} to versions with which it works, or support the lower ones, and run with --resolution lowest-direct again.`
  }
};

// src/python/requirement.ts
function normalizeName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
function withoutLocalPath(requirement2) {
  return requirement2.replace(/(@\s*file:)[^;\s]+/, "$1");
}
function isLocalReference(requirement2) {
  return withoutLocalPath(requirement2) !== requirement2;
}
var EXTRA_MARKER = /\bextra\s*==\s*['"]([^'"]+)['"]|['"]([^'"]+)['"]\s*==\s*extra\b/;
function parseRequirement(text4) {
  const head = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[<>=!~;@(#\s])/.exec(text4);
  if (head?.[1] === void 0) return void 0;
  return {
    name: normalizeName(head[1]),
    extras: (head[2] ?? "").split(",").map((extra2) => extra2.trim()).filter(Boolean),
    ofExtra: EXTRA_MARKER.exec(text4)?.slice(1).find(Boolean),
    text: text4.trim()
  };
}
function haveSameRequirements(some, others) {
  const [left, right] = [some, others].map((list2) => [...new Set(list2.map(canonical2))].sort());
  return left?.join("\n") === right?.join("\n");
}
function canonical2(text4) {
  const requirement2 = parseRequirement(text4);
  if (requirement2 === void 0) return text4;
  const { name, extras: extras2 } = requirement2;
  const [head = "", marker = ""] = text4.split(";");
  const specifiers = /[<>=!~].*$/.exec(head.replaceAll(/[\s()]/g, ""))?.[0] ?? "";
  const plain = marker.replaceAll(/[\s'"]/g, "");
  return `${name}[${[...extras2].sort()}]${specifiers.split(",").sort()};${plain}`;
}

// src/checks/metadata/fixes.ts
var PRIVATE = 'If the package is never uploaded to a public index, say so by the classifier "Private :: Do Not Upload".';
function metadataFix({ kind, field, value }) {
  return FIXES[kind]?.(field, value ?? "") ?? `Mend ${field} where the build backend reads it from.`;
}
function nameIn(requirement2) {
  return requirement2.split(/[@[\s;]/)[0];
}
var FIXES = {
  "metadata-version": () => 'Look at the files with "twine check --strict" of the newest twine.',
  "field-unknown": () => "Update the build backend in build-system.requires: it writes a field that core metadata does not have.",
  "requirement-invalid": (_, value) => `Write "${value}" as a dependency specifier (PEP 508): "name>=1.0".`,
  classifier: (_, value) => `Remove "${value}" from classifiers, or write it as "python -m trove_classifiers" lists it. ${PRIVATE}`,
  "direct-url": (_, value) => isLocalReference(value) ? `Depend on it by its name and version, ${JSON.stringify(`${nameIn(value)}>=1.0`)}, and tell the tool alone where it lies: ${nameIn(value)} = { workspace = true } in [tool.uv.sources], or in a group of dependencies of poetry, pdm or hatch.` : `Depend on a release: "${nameIn(value)}>=1.0" with the version that has what you need. ${PRIVATE}`,
  summary: () => "Shorten description of [project]; the README may be long.",
  license: () => 'Remove the table license = { ... }, and keep the expression: license = "MIT"',
  address: (field) => `Give a whole address, or a name alone: ${field === "maintainer-email" ? "maintainers" : "authors"} = [{ name = "Ada", email = "ada@mail.org" }]`,
  url: () => 'Write the whole address, with a short label:\n[project.urls]\nHomepage = "https://..."',
  readme: () => 'Mend that line, and see it with "python -m readme_renderer README.rst". Directives of Sphinx, such as :func: or toctree, are none of reStructuredText.',
  "readme-type": () => 'Say what the README is: readme = "README.md" in [project], or long_description_content_type="text/markdown" in setup.py.',
  "license-file": (_, value) => `Let the backend ship ${value} in both files: license-files = ["${value}"] in [project], and no exclude that matches it.`,
  filename: () => 'Update the build backend in build-system.requires, for instance "setuptools>=77": older ones do not write names of files in their normal form.',
  archive: () => "Build with an unchanged, current backend, and do not write to the files afterwards.",
  record: () => 'Do not write to the wheel after it was built; "python -m wheel unpack" and "python -m wheel pack" make a new RECORD.',
  "entry-points": () => "Declare them where the build backend writes the file from, [project.scripts] and [project.entry-points] in pyproject.toml, and write none by hand.",
  "wheel-file": () => "Let the build backend write the WHEEL file: leave Root-Is-Purelib and the tags to it."
};

// src/checks/metadata/requires-python-fixes.ts
function describeFeature(kind, feature) {
  switch (kind) {
    case "syntax":
      return `its syntax (${feature})`;
    case "module":
      return `the module ${feature}`;
    case "name":
      return feature;
    case "argument":
      return `the argument of ${feature}`;
    case "generic":
      return `${feature} at run time (PEP 585)`;
    case "union":
      return `${feature} of types at run time (PEP 604)`;
  }
}
var BACKPORTS = {
  tomllib: { distribution: "tomli", module: "tomli" },
  zoneinfo: { distribution: "backports.zoneinfo", module: "backports.zoneinfo" }
};
function minimumPythonFix(feature) {
  const { needs } = feature;
  return needs === null ? "Raise Requires-Python to the first Python that compiles it, or write it in the older syntax." : `Either raise Requires-Python: ${describeDeclaration(feature, needs)}
or ${describeAlternative(feature, needs)}`;
}
function describeDeclaration({ declaredIn }, needs) {
  switch (declaredIn) {
    case "requires-python":
      return `requires-python = ">=${needs}" in [project]`;
    case "python":
      return `python = ">=${needs}" in [tool.poetry.dependencies]`;
    case "python_requires":
      return `python_requires of setup.py or setup.cfg as >=${needs}`;
  }
}
function describeAlternative({ kind, feature }, needs) {
  const test = `if sys.version_info >= (${needs.replace(".", ", ")}):`;
  switch (kind) {
    case "module": {
      const backport = BACKPORTS[feature];
      return backport === void 0 ? `import it where there is one:
${test}
    import ${feature}` : `import its backport, with "${backport.distribution}; python_version < '${needs}'" in dependencies:
${test}
    import ${feature}
else:
    import ${backport.module} as ${feature}`;
    }
    case "name":
      return `use it where there is one, and something else before:
${test}
    ... ${feature}`;
    case "argument":
      return `leave the argument out before Python ${needs}.`;
    case "generic":
    case "union":
      return "if it stands in annotations alone, leave them unevaluated: from __future__ import annotations";
    case "syntax":
      return "write it in the older syntax.";
  }
}

// src/checks/metadata/rules.ts
var METADATA_RULES = {
  "metadata-invalid": {
    title: "The package index would refuse the files",
    why: "The release fails at its last step, when the tag is pushed and half of it may be uploaded.",
    message: ({ files, problem }) => `${files.join(", ")} ${problem}.`,
    fix: metadataFix
  },
  "requires-python-false": {
    title: "Requires-Python allows a Python that it does not run on",
    why: "Installers trust it: users of that Python get a package that fails, in place of an older release that works.",
    message: ({ floor, requiresPython, path, line, feature, kind }) => `Requires-Python ${requiresPython} allows Python ${floor}, which lacks what ${path}:${line} uses: ${describeFeature(kind, feature)}.`,
    fix: minimumPythonFix
  },
  "dependency-pinned": {
    title: "A library pins a dependency",
    why: "Whoever needs another version of it, or its next security fix, cannot install the two together.",
    message: ({ pins }) => `It allows one version only of ${list(pins.map((pin) => pin.split("==")[0]))}: ${list(pins)}.`,
    fix: ({ pins }) => `Allow a range, and pin in a lock file: ${pins.map((pin) => `"${pin.replace("==", ">=")}"`).join(", ")}`
  }
};

// src/checks/reproducibility/rules.ts
var REPRODUCIBILITY_RULES = {
  "sdist-incomplete": {
    title: "The sdist does not make the wheel that the checkout makes",
    why: "Whoever builds from the sdist, as distributions and installers without a fitting wheel do, gets another package.",
    message: ({ missing, changed, absent, cause }) => {
      const lacks = missing.length === 0 ? "" : `The wheel that is built from the sdist lacks ${listSome(missing, 3)}, which the wheel from the tree has${absent.length === 0 ? "" : `: the sdist does not hold ${listSome(absent, 3)}`}.${because(cause)}`;
      const differs = changed.length === 0 ? "" : `${listSome(changed, 3)} ${changed.length === 1 ? "is" : "are"} not the same in the wheel that is built from the sdist as in the wheel from the tree.`;
      return [lacks, differs].filter(Boolean).join(" ");
    },
    fix: ({ absent, ...packaging }) => absent.length > 0 ? sdistFix(packaging, absent) : "The build reads something that only the checkout has: let it ask neither git nor files outside of the sdist, or put into the sdist what it asks for."
  },
  "not-reproducible": {
    title: "Two builds of the same commit differ",
    why: "Nobody can check that what was published comes from the source.",
    message: ({ member, how }) => member === null ? `The wheel was built from the sdist twice, and the second build ${how}.` : `The wheel was built from the sdist twice, and ${member} ${how} in the second.`,
    fix: () => "What the build writes must come from the source alone: no time but SOURCE_DATE_EPOCH, no path of the machine, no random name, and sets and folder listings in sorted order."
  }
};

// src/checks/scripts/rules.ts
var SCRIPT_RULES = {
  "entry-point-broken": {
    title: "An entry point leads to nothing",
    why: "The command or plug-in is installed, or claimed, and cannot be used.",
    message: ({ group: group2, script, value, problem }) => `${entryTitle(group2, script)} = "${value}" ${problem}.`,
    fix: ({ group: group2, script, problem }) => entryFix(group2, script, problem)
  },
  "script-failed": {
    title: "A console script fails",
    why: "The command is the package, for who installs it to use it.",
    message: ({ command, ending, words: words2, inconclusive }) => `"${command}" ${ending}${words2.length > 0 ? `: ${words2.join(" / ")}` : ""}${inconclusive ? "; it is not known whether that is meant" : ""}.`,
    fix: ({ script, inconclusive }) => inconclusive ? `Say how it answers, in pyproject.toml:
[tool.as-installed.scripts."${script}"]
args = ["--version"]  # what to call it with
exit = 0               # the status it then ends with
# or: skip = "the reason"` : "Mend what the error names. To see it: install the wheel into an empty environment, and run the command there."
  },
  "script-timeout": {
    title: "A console script does not end",
    why: "It hangs, or it is a server that should not be asked for its help.",
    message: ({ command, seconds: seconds3 }) => `"${command}" did not end within ${seconds3} s.`,
    fix: ({ script }) => `If it is a server, say so in pyproject.toml:
[tool.as-installed.scripts."${script}"]
skip = "a server: it does not end"`
  }
};
function entryTitle(group2, name) {
  if (group2 === "console_scripts") return `The console script ${name}`;
  return group2 === "gui_scripts" ? `The GUI script ${name}` : `The entry point ${name} of the group ${group2}`;
}
function entryFix(group2, name, problem) {
  if (/^overwrites|^and | command of /.test(problem)) return `Give ${name} another name.`;
  const table2 = group2 === "console_scripts" ? "[project.scripts]" : group2 === "gui_scripts" ? "[project.gui-scripts]" : `[project.entry-points."${group2}"]`;
  const [what, form] = group2.endsWith("_scripts") ? ["a module and a function", "package.module:function"] : ["something", "package.module:name"];
  return `Let ${name} name ${what} that the wheel contains, as "${form}", where the build backend reads it from (${table2}).`;
}

// src/checks/tests/rules.ts
var TEST_RULES = {
  "tests-failed": {
    title: "A test fails against the installed package",
    why: "It was run on exactly what users install.",
    message: ({ nodeid, when, message }) => `${nodeid} ${when === "call" ? "fails" : when === "collect" ? "cannot be collected" : when === "run" ? "did not work" : `fails in its ${when}`}: ${message}`,
    fix: ({ when }) => when === "collect" ? "If a test requirement is missing, add it to [dependency-groups] test, or name it by test-requirements." : "If it passes in the checkout, something that it needs is not in the wheel."
  },
  "tests-missing": {
    title: "No test ran",
    why: "A suite that runs nothing passes whatever is broken.",
    message: ({ reason }) => `No test ran: ${reason}.`,
    fix: () => 'Let pytest find and run the tests (testpaths and python_files in its settings), or say in pyproject.toml why there are none for it:\n[tool.as-installed.tests]\nskip = "the reason"'
  },
  "tests-import-checkout": {
    title: "The tests used the checkout, not the installed package",
    why: "They pass on files that users do not get.",
    message: ({ path, kind, ...culprit }) => `${path} of the checkout was ${kind === "open" ? "read" : "executed"} while the tests ran: ${describeCulprit(culprit)}.`,
    fix: ({ entry, by }) => `${entry === null ? "Do not name the checkout" : `Remove ${entry}`}${by === null ? "" : ` in ${formatLine(by)}`}: what the tests need of the package is installed, and paths relative to the tests lead into a copy.`
  }
};
function describeCulprit({ way, entry, by }) {
  const who = by === null ? "something" : formatLine(by);
  switch (way) {
    case "code":
      return `${who} puts ${entry} on sys.path`;
    case "setting":
      return `pythonpath in ${who} names ${entry}`;
    case "pth":
      return `${who} of the environment puts ${entry} on sys.path`;
    case "PYTHONPATH":
      return `${who} starts a Python with ${entry} in PYTHONPATH`;
    case "program":
      return `${who} starts a Python ${entry === null ? "with it" : `in ${entry}`}`;
    case "path":
      return `${who} asks for it by its path`;
  }
}
function formatLine({ file, line }) {
  return line === null ? file : `${file}:${line}`;
}

// src/checks/version/rules.ts
function describeOverride(override) {
  if (override === null) return "";
  return override.by === "label" ? ` The label "${override.name}" waives it.` : ` ${override.name} of commit ${override.commit.slice(0, 10)} waives it: ${override.reason}.`;
}
var VERSION_RULES = {
  "version-invalid": {
    title: "The version is not one",
    why: "Installers and indexes order versions by PEP 440; what is none cannot be released.",
    message: ({ version: version2, reason }) => `The version ${version2} ${reason}.`,
    fix: () => "Use a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440)."
  },
  "version-disagrees": {
    title: "The package says another version of itself than its metadata",
    why: "Users, bug reports and programs that compare versions are told what is not so.",
    message: ({ distribution, version: version2, by, claimed, place }) => place === "name" ? `The package asks for its version by ${by}, but it is installed as ${distribution} (${version2}), and nothing of that name is.` : `The wheel has version ${version2}, but ${by} ${place === "attribute" ? "is" : "says"} "${claimed}".`,
    fix: ({ distribution, version: version2, by, place }) => {
      switch (place) {
        case "name":
          return `Ask for importlib.metadata.version("${distribution}").`;
        case "attribute":
          return `Set ${by.split(".").at(-1)} = "${version2}", or read it where it is written once:
from importlib.metadata import version

__version__ = version("${distribution}")`;
        case "script":
          return `Let the command read it where it is written once: importlib.metadata.version("${distribution}").`;
        case "lock":
          return "uv lock";
        case "declared":
          return `Set it to "${version2}"; or, where the build finds the version, remove it and declare dynamic = ["version"].`;
        default:
          return "Let the build find one version, in the checkout as in the sdist, which has no git history. An installer refuses an sdist whose wheel has another one.";
      }
    }
  },
  "version-not-bumped": {
    title: "What ships has changed and the version has not",
    why: "Two different packages with one version cannot be told apart; an index refuses the second.",
    message: ({ version: version2, previous, tag, changed, lower, waiver }) => {
      const standing = lower ? `The version ${version2} is lower than ${previous}, which was tagged as ${tag}` : `The version is still ${version2}, as at the last tag ${tag}`;
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ""}.${describeOverride(waiver)}`;
    },
    fix: ({ previous, next }) => {
      if (next === null) return `Raise the version above ${previous}.`;
      const { least, breaking, added } = next;
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition);
      return `Raise the version to ${least} or later${changes.length > 0 ? `: ${listSome(changes, 3)}` : ""}.`;
    }
  },
  "bump-too-small": {
    title: "The public API changed more than the version says",
    why: "Who asks for releases up to the next major one gets this one, and what used to work does not.",
    message: ({ version: version2, previous, step, needed, breaking, added, waiver }) => {
      const size = step === "post-release" ? step : `${step} release`;
      const changes = breaking.length > 0 ? breaking.map(describeBreakingChange) : added.map(describeAddition);
      return `From ${previous} to ${version2} is a ${size}, but ${listSome(changes, 3)}: that asks for a ${needed} release.${describeOverride(waiver)}`;
    },
    fix: ({ least, breaking }) => {
      const going = breaking.filter(({ deprecated }) => !deprecated).length;
      const keep2 = going === 0 ? "" : `, or keep what was there and warn that ${going === 1 ? "it" : "each"} will go`;
      return `Release it as ${least} or later${keep2}.`;
    }
  },
  "version-bumped": {
    title: "The version was raised where only the release may raise it",
    why: "What prepares the releases raises the version itself, and takes a version that moved for a release.",
    message: ({ version: version2, previous, branch, waiver }) => `The version is ${version2}, but ${branch || "the branch that it is merged into"} has ${previous}, and by policy the release alone raises it.${describeOverride(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`
  },
  "tag-mismatch": {
    title: "The tag is not the version of the artifact",
    why: "What is published under the tag carries another version.",
    message: ({ tag, version: version2, tagVersion, writer }) => `The tag is ${tag}${tagVersion === null ? ", which names no version" : ""}, but the wheel that was built has version ${version2}.${writer === null ? "" : ` A workflow seems to write the version (${writer.file}, line ${writer.line}: ${writer.text}), and has not done so here.`}`,
    fix: ({ tag, tagVersion, version: version2, writer }) => writer !== null ? `Run as-installed after the step that writes the version, or say that ${version2} only holds its place:
[tool.as-installed.version]
placeholder = "${version2}"` : tagVersion === null ? `Tag the commit as v${version2}.` : `Set the version to ${tagVersion} and tag again, or tag v${version2} instead of ${tag}.`
  },
  "tag-off-branch": {
    title: "The tag is not on the default branch",
    why: "What is released was never merged: the next release from the default branch lacks it.",
    message: ({ tag, branch, branches }) => `The tag ${tag} is at a commit that is not on ${branch}${branches.length > 0 ? `, but on ${listSome(branches, 3)}` : ""}.`,
    fix: ({ tag, branch }) => `Merge the commit into ${branch} and tag what comes of it, or name the branch of an older series for it, such as 1.2.x. To move the tag:
git tag --force ${tag} origin/${branch}`
  },
  "version-taken": {
    title: "The version was released already",
    why: "A version names one package for ever.",
    message: ({ version: version2, tag, commit, branch }) => tag === null ? branch === null ? `The package index has version ${version2} already.` : `${branch || "The branch that it is merged into"} has raised the version to ${version2} already since the last release: this change would ship under the same version.` : `The version ${version2} was tagged already: ${tag} is at ${commit?.slice(0, 10)}, another commit.`,
    fix: ({ version: version2 }) => `Raise the version above ${version2}.`
  }
};
function describeBreakingChange(change) {
  const { parameters, old, to } = change;
  const path = callPath(change);
  const names = list(parameters);
  const words2 = {
    removed: `${path} is gone`,
    moved: `${path} is now ${to}`,
    kind: `${path} is now a ${change.new} and was a ${old}`,
    "base-removed": `${path} no longer derives from ${old}`,
    "parameter-removed": `${path} no longer takes ${names}`,
    "parameter-moved": `${path} takes ${names} in place ${change.new} and not ${old}`,
    "parameter-named": `${path} takes ${names} by name alone`,
    "parameter-placed": `${path} takes ${names} by place alone`,
    "parameter-required": `${path} cannot do without ${names}`,
    "parameter-added": `${path} now needs ${names}`
  };
  return `${words2[change.kind]}${change.deprecated ? " (it was deprecated)" : ""}`;
}
function describeAddition(addition) {
  const { parameters } = addition;
  return parameters.length === 0 ? `${addition.path} is new` : `${callPath(addition)} may now be given ${list(parameters)}`;
}
function callPath({ path, parameters }) {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, "");
}

// src/checks/rules.ts
var RULES = {
  ...BUILD_RULES,
  ...REPRODUCIBILITY_RULES,
  ...CONTENTS_RULES,
  ...METADATA_RULES,
  ...INSTALL_RULES,
  ...IMPORT_RULES,
  ...DEPENDENCY_RULES,
  ...SCRIPT_RULES,
  ...TEST_RULES,
  ...LOWER_BOUND_RULES,
  ...VERSION_RULES
};
var RULE_NAMES = Object.keys(RULES);
function docsPage(rule) {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`;
}

// src/matrix/read.ts
var text2 = string();
var texts = array(text2);
var textOrNull = nullable(text2);
var whole = pipe(number(), integer());
var position = { file: optional(text2), line: optional(whole) };
var verdict = picklist(["pass", "fail", "error"]);
var Run = looseObject({
  commit: optional(text2),
  repository: optional(text2),
  workflow: optional(text2),
  runId: optional(text2),
  attempt: optional(whole),
  os: optional(text2),
  python: optional(text2),
  cell: optional(text2)
});
var ReportSchema = looseObject({
  schema: literal(1),
  verdict,
  run: optional(Run),
  packages: array(
    looseObject({
      path: text2,
      name: text2,
      version: textOrNull,
      previousVersion: textOrNull,
      verdict,
      artifacts: array(
        looseObject({ file: text2, kind: picklist(["wheel", "sdist"]), sha256: text2, bytes: whole })
      ),
      checks: array(
        looseObject({
          check: text2,
          status: picklist(["pass", "fail", "warn", "skip", "error"]),
          seconds: pipe(number(), minValue(0)),
          reason: optional(text2),
          pythons: optional(texts)
        })
      ),
      findings: array(
        looseObject({
          rule: picklist(Object.keys(RULES)),
          severity: picklist(["error", "warning", "note"]),
          message: text2,
          fix: optional(text2),
          ...position,
          facts: looseObject({}),
          ignored: optional(text2),
          pythons: optional(texts)
        })
      ),
      versions: array(
        looseObject({ source: text2, version: textOrNull, agrees: nullable(boolean()), ...position })
      ),
      ships: texts,
      logs: text2,
      run: optional(Run)
    })
  )
});
var PlanSchema = strictObject({
  plan: literal(1),
  run: strictObject(Run.entries),
  cells: array(
    strictObject({
      id: pipe(text2, regex(/^[0-9a-f]{12}$/)),
      name: text2,
      os: text2,
      python: text2,
      packages: array(
        strictObject({
          path: text2,
          name: text2,
          seconds: number(),
          timing: picklist(["measured", "estimated"])
        })
      )
    })
  ),
  leftOut: array(strictObject({ path: text2, name: text2, python: optional(text2), reason: text2 })),
  selection: optional(text2),
  digest: text2
});
function readReport(content) {
  return read(ReportSchema, content, "a report of schema 1");
}
function readPlan(content) {
  return read(PlanSchema, content, "a plan");
}
function read(schema, content, label) {
  let value;
  try {
    value = JSON.parse(content);
  } catch {
    return {
      kind: "unreadable",
      reason: content.trim() === "" ? "it is empty" : "it is not JSON, or was cut off"
    };
  }
  const parsed = safeParse(schema, value);
  if (parsed.success) return { kind: "read", value: parsed.output };
  const path = getDotPath(parsed.issues[0]);
  return { kind: "unreadable", reason: `it is not ${label}${path === null ? "" : ` (${path})`}` };
}

// src/matrix/files.ts
var MAX_BYTES = 1e8;
async function gatherPlan(file, cwd) {
  return { file: displayPath(file, cwd), content: await readFrom(file, readPlan) };
}
async function gatherReports(path, cwd, except) {
  const found = await stat(path).catch(() => void 0);
  if (found === void 0) return [];
  const files = found.isDirectory() ? (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.name.endsWith(".json") && !entry.isDirectory()).map((entry) => join3(entry.parentPath, entry.name)).sort() : [path];
  const reports = [];
  for (const file of files)
    if (file !== except)
      reports.push({ file: displayPath(file, cwd), content: await readFrom(file, readReport) });
  return reports;
}
async function readFrom(file, read2) {
  try {
    if ((await stat(file)).size > MAX_BYTES) return { kind: "unreadable", reason: "it is too large" };
    return read2(await readFile(file, "utf8"));
  } catch (error) {
    const { code: code2, message } = error;
    return { kind: "unreadable", reason: code2 === "ENOENT" ? "there is no such file" : message };
  }
}
function displayPath(file, cwd) {
  const path = relative2(cwd, file);
  return path.startsWith("..") ? file : path;
}

// src/report/run-identity.ts
function runIdentity({ workflowRun, mode, pythons }, commits) {
  const cell2 = mode.kind === "verify" ? mode.cell : void 0;
  if (workflowRun === void 0 && cell2 === void 0) return void 0;
  const python = pythons.length === 0 ? void 0 : pythons.join(" ");
  return identityOf(workflowRun, commits, { os: systemName(process.platform), python, cell: cell2 });
}
function identityOf(run2, commits, extra2 = {}) {
  const [commit, ...others] = [...new Set(commits)];
  const known = {
    // Several checkouts have no common commit.
    commit: others.length === 0 ? commit : void 0,
    repository: run2?.repository,
    workflow: run2?.workflow || void 0,
    runId: run2?.id,
    attempt: run2?.attempt,
    ...extra2
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== void 0));
}

// src/config/process-environment.ts
function processEnvironment() {
  return process.env;
}

// src/process/environment-variables.ts
var RUNNER = [
  /^ACTIONS_/,
  /^INPUT_/,
  /^STATE_/,
  /^(GITHUB|GH)_TOKEN$/,
  /^GITHUB_(ENV|PATH|OUTPUT|STATE|STEP_SUMMARY|ARTIFACTS)$/
];
var PYTHON = [
  /^PYTHON/,
  /^__PYVENV_LAUNCHER__$/,
  /^VIRTUAL_ENV/,
  /^(_?CONDA|MAMBA)_/,
  /^PIP_/,
  /^UV_/,
  /^PYTEST_/,
  /^(COVERAGE|COV_CORE)_/,
  /^(TOX|NOX|HATCH|POETRY|PDM|PIPENV)_/
];
var GIT = [
  /^GIT_(DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|COMMON_DIR|NAMESPACE|PREFIX)$/
];
var TERMINAL = [/^(NO_COLOR|FORCE_COLOR|PY_COLORS|CLICOLOR|CLICOLOR_FORCE|COLORTERM|COLUMNS|LINES)$/];
var REMOVED = [...RUNNER, ...PYTHON, ...GIT, ...TERMINAL];
var INDEX = [
  /^PIP_(INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|NO_INDEX|TRUSTED_HOST|CERT|CLIENT_CERT|PROXY|CONFIG_FILE)$/,
  /^PIP_(CACHE_DIR|KEYRING_PROVIDER|TIMEOUT|DEFAULT_TIMEOUT|RETRIES|NO_CACHE_DIR)$/,
  /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS|INDEX_\w+_(USERNAME|PASSWORD)|INDEX_STRATEGY)$/,
  /^UV_(KEYRING_PROVIDER|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS|OFFLINE|CACHE_DIR|NO_CACHE|HTTP_TIMEOUT|HTTP_RETRIES)$/,
  /^UV_(CONCURRENT_\w+|CONFIG_FILE|LINK_MODE)$/
];
var matches = (patterns, name) => (
  // Windows ignores the case of these names.
  patterns.some((pattern) => pattern.test(name.toUpperCase()))
);
function variablesForProject(caller, { firstOnPath, passEnv = [] } = {}) {
  const kept = keep(caller, (name) => passEnv.includes(name) || !matches(REMOVED, name));
  return firstOnPath === void 0 ? kept : prependToPath(kept, firstOnPath);
}
function variablesForInstaller(caller) {
  return keep(caller, (name) => matches(INDEX, name) || !matches(REMOVED, name));
}
function variablesForGit(caller) {
  const kept = keep(caller, (name) => !matches([...RUNNER, ...GIT], name));
  return { ...kept, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C.UTF-8" };
}
function keep(caller, predicate) {
  return Object.fromEntries(
    Object.entries(caller).filter(
      (entry) => entry[1] !== void 0 && predicate(entry[0])
    )
  );
}
function prependToPath(variables, directory) {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const separator = process.platform === "win32" ? ";" : ":";
  return { ...variables, [name]: [directory, variables[name]].filter(Boolean).join(separator) };
}

// src/repository/git.ts
var TIMEOUT = 300;
var OUTPUT_LIMIT = 128 * 1024 * 1024;
function tryGit(cwd, args, { variables, input } = {}) {
  return run({
    program: "git",
    // A container may run as another user than the owner of the checkout; the commands used here run no hooks of it.
    args: ["-c", "safe.directory=*", "-c", "core.quotePath=false", ...args],
    cwd,
    variables: { ...variablesForGit(processEnvironment()), ...variables },
    ...input === void 0 ? {} : { input },
    timeout: TIMEOUT,
    captureLimit: OUTPUT_LIMIT
  });
}
async function git(cwd, args, options2 = {}) {
  const result = await tryGit(cwd, args, options2);
  if (result.ending.kind === "not-started") {
    throw new Inconclusive(
      `git could not be started in ${cwd}: ${result.ending.reason}. Install git and put it on PATH.`
    );
  }
  if (!succeeded(result)) {
    const stderr = lastLines(result.stderr, 2).join(" ");
    throw new Inconclusive(`"git ${args.join(" ")}" failed in ${cwd}: ${stderr}`);
  }
  return result.stdout;
}
function splitNul(output) {
  return output.split("\0").filter(Boolean);
}

// src/commands/output.ts
import { existsSync as existsSync2 } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join as join4 } from "node:path";
async function outputDirectory({ out, environment }) {
  if (out === void 0) return mkdtemp(join4(environment.RUNNER_TEMP ?? tmpdir(), "as-installed-out-"));
  const refuse = (reason) => new ConfigurationError([{ message: `out is ${out}, ${reason}.` }]);
  await mkdir(out, { recursive: true }).catch((error) => {
    throw refuse(`which cannot be written: ${error.message}`);
  });
  if (existsSync2(join4(out, "dist")) && !existsSync2(join4(out, "logs"))) {
    throw refuse("but the dist in it is of no earlier run. Give a folder of its own");
  }
  return out;
}
async function checkWritable(file) {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, "");
    await rm(file);
  } catch (error) {
    throw new ConfigurationError([
      { message: `The report cannot be written to ${file}: ${error.message}. Give another file.` }
    ]);
  }
}

// src/commands/gate.ts
async function gate(config, mode, cwd) {
  const plan2 = await gatherPlan(mode.plan, cwd);
  const reports = await gatherReports(mode.reports, cwd, mode.plan);
  const currentRun = identityOf(config.workflowRun, [await headOf(cwd)]);
  const report = joinReports(decide({ plan: plan2, reports, needs: mode.needs, currentRun }));
  const file = config.json ?? join5(await outputDirectory(config), "report.json");
  await checkWritable(file);
  await writeFile2(file, `${JSON.stringify(report, null, 2)}
`);
  return { report, file };
}
async function headOf(directory) {
  const head = await tryGit(directory, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  return head.stdout.trim() || void 0;
}

// src/commands/plan.ts
import { writeFile as writeFile4 } from "node:fs/promises";
import { join as join16, relative as relative4, sep as sep3 } from "node:path";

// src/matrix/jobs.ts
import { dirname as dirname2 } from "node:path/posix";

// node_modules/smol-toml/dist/error.js
function getLineColFromPtr(string2, ptr) {
  let lines = string2.slice(0, ptr).split(/\r?\n/);
  return [lines.length, lines.pop().length + 1];
}
function makeCodeBlock(string2, line, column) {
  let lines = string2.split(/\r?\n/);
  let codeblock = "";
  let numberLen = (Math.log10(line + 1) | 0) + 1;
  for (let i = line - 1; i <= line + 1; i++) {
    let l = lines[i - 1];
    if (!l)
      continue;
    codeblock += i.toString().padEnd(numberLen, " ");
    codeblock += ":  ";
    codeblock += l;
    codeblock += "\n";
    if (i === line) {
      codeblock += " ".repeat(numberLen + column + 2);
      codeblock += "^\n";
    }
  }
  return codeblock;
}
var TomlError = class _TomlError extends Error {
  line;
  column;
  codeblock;
  constructor(message, options2) {
    const [line, column] = getLineColFromPtr(options2.toml, options2.ptr);
    const codeblock = makeCodeBlock(options2.toml, line, column);
    super(`Invalid TOML document: ${message}

${codeblock}`, options2);
    this.line = line;
    this.column = column;
    this.codeblock = codeblock;
  }
  /** @internal */
  static x(message, ctx, ptr) {
    throw new _TomlError(message, { toml: ctx.s, ptr: ptr ?? ctx.p });
  }
};

// node_modules/smol-toml/dist/primitive.js
function parseString(ctx) {
  let startPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p++);
  let first = c;
  let isLiteral = c === 39;
  let isMultiline = c === ctx.s.charCodeAt(ctx.p) && c === ctx.s.charCodeAt(ctx.p + 1);
  if (isMultiline) {
    if ((c = ctx.s.charCodeAt(ctx.p += 2)) === 10)
      ctx.p++;
    else if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)
      ctx.p += 2;
  }
  let parsed = "";
  let sliceStart = ctx.p;
  let state = 0;
  for (; ctx.p < ctx.s.length; ctx.p++) {
    c = ctx.s.charCodeAt(ctx.p);
    if (isMultiline && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)) {
      state = state && 3;
    } else if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in strings", ctx);
    } else if ((!state || state === 3) && c === first && (!isMultiline || ctx.s.charCodeAt(ctx.p + 1) === first && ctx.s.charCodeAt(ctx.p + 2) === first)) {
      if (isMultiline) {
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
        if (ctx.s.charCodeAt(ctx.p + 3) === first)
          ctx.p++;
      }
      if (!state) {
        let s = ctx.s.slice(sliceStart, ctx.p);
        parsed = parsed ? parsed + s : s;
      }
      ctx.p += isMultiline ? 3 : 1;
      return parsed;
    } else if (!state) {
      if (!isLiteral && c === 92) {
        parsed += ctx.s.slice(sliceStart, sliceStart = ctx.p);
        state = 1;
      }
    } else if (state === 1) {
      if (c === 120 || c === 117 || c === 85) {
        let errPtr = ctx.p++ - 1;
        let value = 0;
        let len = c === 120 ? 2 : c === 117 ? 4 : 8;
        for (let j = 0; j < len; j++, ctx.p++) {
          let hex = ctx.s.charCodeAt(ctx.p);
          let digit = (
            /* 0-9 */
            hex >= 48 && hex <= 57 ? hex - 48 : (
              /* A-F */
              hex >= 65 && hex <= 70 ? hex - 65 + 10 : (
                /* a-f */
                hex >= 97 && hex <= 102 ? hex - 97 + 10 : -1
              )
            )
          );
          if (digit < 0)
            TomlError.x("invalid non-hex character in unicode escape", ctx);
          value = value << 4 | digit;
        }
        if (value < 0 || value > 1114111 || value >= 55296 && value <= 57343) {
          TomlError.x("invalid unicode escape", ctx, errPtr);
        }
        parsed += String.fromCodePoint(value);
        sliceStart = ctx.p--;
        state = 0;
      } else if (isMultiline && (c === 32 || c === 9)) {
        state = 2;
      } else {
        if (c === 98)
          parsed += "\b";
        else if (c === 116)
          parsed += "	";
        else if (c === 110)
          parsed += "\n";
        else if (c === 102)
          parsed += "\f";
        else if (c === 114)
          parsed += "\r";
        else if (c === 101)
          parsed += "\x1B";
        else if (c === 34)
          parsed += '"';
        else if (c === 92)
          parsed += "\\";
        else
          TomlError.x("unrecognised escape sequence", ctx);
        sliceStart = ctx.p + 1;
        state = 0;
      }
    } else if (c !== 32 && c !== 9) {
      if (state === 2)
        TomlError.x("invalid escape: only line-ending whitespace may be escaped", ctx, sliceStart);
      state = !isLiteral && c === 92 ? 1 : 0;
      sliceStart = ctx.p;
    }
  }
  TomlError.x("unfinished string", ctx, startPtr);
}

// node_modules/smol-toml/dist/date.js
var DATE_TIME_RE = /^(\d{4}-\d{2}-\d{2})?[Tt ]?(?:(\d{2}):\d{2}(?::\d{2}(?:\.\d+)?)?)?(Z|z|[-+]\d{2}:\d{2})?$/i;
var TomlDate = class _TomlDate extends Date {
  #hasDate = false;
  #hasTime = false;
  #offset = null;
  constructor(date3, fasttype, unsafeDelim) {
    let hasDate = true;
    let hasTime = true;
    let offset = "Z";
    let c;
    if (typeof date3 === "string") {
      if (fasttype)
        prep: {
          if (fasttype < 3) {
            if (+date3.slice(11, 13) > 23) {
              date3 = "";
              break prep;
            }
            if (fasttype === 2) {
              offset = null;
              date3 += "Z";
            } else if ((c = date3.charCodeAt(date3.length - 1)) !== 90 && c !== 122) {
              offset = date3.slice(date3.length - 6);
            }
            if (unsafeDelim)
              date3 = date3.slice(0, 10) + "T" + date3.slice(11);
          } else if (fasttype === 4) {
            date3 = +date3.slice(0, 2) > 23 ? "" : `0000-01-01T${date3}Z`;
          }
          hasDate = fasttype !== 4;
          hasTime = fasttype !== 3;
        }
      else {
        let match = date3.match(DATE_TIME_RE);
        if (match) {
          if (!match[1]) {
            hasDate = false;
            date3 = `0000-01-01T${date3}`;
          }
          hasTime = !!match[2];
          hasTime && date3[10] === " " && (date3 = date3.replace(" ", "T"));
          if (match[2] && +match[2] > 23) {
            date3 = "";
          } else {
            offset = match[3] || null;
            if (!offset && hasTime)
              date3 += "Z";
          }
        } else {
          date3 = "";
        }
      }
    }
    super(date3);
    if (!isNaN(this.getTime())) {
      this.#hasDate = hasDate;
      this.#hasTime = hasTime;
      this.#offset = offset;
    }
  }
  isDateTime() {
    return this.#hasDate && this.#hasTime;
  }
  isLocal() {
    return !this.#hasDate || !this.#hasTime || !this.#offset;
  }
  isDate() {
    return this.#hasDate && !this.#hasTime;
  }
  isTime() {
    return this.#hasTime && !this.#hasDate;
  }
  isValid() {
    return this.#hasDate || this.#hasTime;
  }
  toISOString() {
    let iso = super.toISOString();
    if (this.isDate())
      return iso.slice(0, 10);
    if (this.isTime())
      return iso.slice(11, 23);
    if (this.#offset === null)
      return iso.slice(0, -1);
    if (this.#offset === "Z" || this.#offset === "z")
      return iso;
    let offset = +this.#offset.slice(1, 3) * 60 + +this.#offset.slice(4, 6);
    offset = this.#offset[0] === "-" ? offset : -offset;
    let offsetDate = new Date(this.getTime() - offset * 6e4);
    return offsetDate.toISOString().slice(0, -1) + this.#offset;
  }
  static wrapAsOffsetDateTime(jsDate, offset = "Z") {
    let date3 = new _TomlDate(jsDate);
    date3.#offset = offset;
    return date3;
  }
  static wrapAsLocalDateTime(jsDate) {
    let date3 = new _TomlDate(jsDate);
    date3.#offset = null;
    return date3;
  }
  static wrapAsLocalDate(jsDate) {
    let date3 = new _TomlDate(jsDate);
    date3.#hasTime = false;
    date3.#offset = null;
    return date3;
  }
  static wrapAsLocalTime(jsDate) {
    let date3 = new _TomlDate(jsDate);
    date3.#hasDate = false;
    date3.#offset = null;
    return date3;
  }
};

// node_modules/smol-toml/dist/extract.js
function isDigit(char, base = 10) {
  return base === 16 ? char > 47 && char < 58 || char > 64 && char < 71 || char > 96 && char < 103 : char > 47 && char < 48 + base;
}
function isEndOfValue(char, delim) {
  return char === 32 || char === 9 || char === 10 || char === 13 || // Structure end or next value delimiter
  delim && (char === delim || char === 44) || // Comment
  char === 35;
}
function extractValue(ctx, end) {
  let errPtr = ctx.p;
  let c = ctx.s.charCodeAt(ctx.p);
  if (c === 91 || c === 123) {
    ctx.d-- || TomlError.x("document contains excessively nested structures. aborting.", ctx);
    let value = c === 91 ? parseArray(ctx) : parseInlineTable(ctx);
    ctx.d++;
    return value;
  }
  if (c === 34 || c === 39) {
    return parseString(ctx);
  }
  if (c === 116) {
    if (ctx.s.charCodeAt(++ctx.p) !== 114 || ctx.s.charCodeAt(++ctx.p) !== 117 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, true;
  }
  if (c === 102) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 108 || ctx.s.charCodeAt(++ctx.p) !== 115 || ctx.s.charCodeAt(++ctx.p) !== 101)
      TomlError.x("invalid value", ctx, errPtr);
    return ctx.p++, false;
  }
  if (c === 43 || c === 45) {
    return parseNumber(ctx, ctx.p, ctx.s.charCodeAt(++ctx.p), 44 - c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 4) === 45 && ctx.s.charCodeAt(ctx.p + 7) === 45) {
    return parseDate(ctx, c, end);
  }
  if (ctx.s.charCodeAt(ctx.p + 2) === 58) {
    return parseTime(ctx, c, end);
  }
  return parseNumber(ctx, ctx.p, c, 0, end);
}
function parseNumber(ctx, startPtr, startChr, sign, endChr) {
  let c = startChr;
  let state = 0;
  let hasUnderscores = false;
  if (c === 105) {
    if (ctx.s.charCodeAt(++ctx.p) !== 110 || ctx.s.charCodeAt(++ctx.p) !== 102)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, (sign || 1) / 0;
  }
  if (c === 110) {
    if (ctx.s.charCodeAt(++ctx.p) !== 97 || ctx.s.charCodeAt(++ctx.p) !== 110)
      TomlError.x("invalid value", ctx, startPtr);
    return ctx.p++, NaN;
  }
  if (c === 48) {
    if (++ctx.p >= ctx.s.length || isEndOfValue(c = ctx.s.charCodeAt(ctx.p), endChr))
      return ctx.bi === true ? 0n : 0;
    if (!sign) {
      if (c === 120)
        return parseIntegerBaseN(ctx, startPtr, 16, endChr);
      else if (c === 98)
        return parseIntegerBaseN(ctx, startPtr, 2, endChr);
      else if (c === 111)
        return parseIntegerBaseN(ctx, startPtr, 8, endChr);
    }
    if (c === 46)
      state = 2;
    else if (c === 101 || c === 69)
      state = 4;
    else
      TomlError.x("illegal leading zero", ctx, startPtr);
  } else if (!isDigit(c))
    TomlError.x("invalid value", ctx, startPtr);
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (!state)
      state = 1;
    if (c === 95) {
      if (!(state & 1))
        TomlError.x("illegal underscore", ctx);
      state += 11;
      hasUnderscores = true;
    } else if (state === 1 && c === 46)
      state = 2;
    else if ((state === 1 || state === 3) && (c === 101 || c === 69))
      state = 4;
    else if (state === 4 && (c === 43 || c === 45)) {
      state = 6;
    } else if (!isDigit(c))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (state > 9)
      state -= 11;
    else if (!(state & 1))
      state++;
  }
  if (!state) {
    let val = (startChr - 48) * (sign || 1);
    return ctx.bi === true ? BigInt(val) : val;
  }
  if (!(state & 1))
    TomlError.x("unfinished numeric value", ctx, startPtr);
  let str = ctx.s.slice(startPtr, ctx.p);
  if (hasUnderscores)
    str = str.replaceAll("_", "");
  return state > 1 ? parseFloat(str) : parseInteger(ctx, str, 10, startPtr);
}
function parseIntegerBaseN(ctx, startPtr, base, endChr) {
  let c, underscore = 1;
  while (++ctx.p < ctx.s.length && (c = ctx.s.charCodeAt(ctx.p), !isEndOfValue(c, endChr))) {
    if (c === 95) {
      if (underscore & 1)
        TomlError.x("illegal underscore", ctx);
      underscore = 3;
    } else if (!isDigit(c, base))
      TomlError.x(`illegal character in numeric literal`, ctx);
    else if (underscore & 1)
      underscore--;
  }
  if (underscore & 1)
    TomlError.x("unfinished numeric value", ctx);
  let str = ctx.s.slice(startPtr + 2, ctx.p);
  if (underscore)
    str = str.replaceAll("_", "");
  return parseInteger(ctx, str, base, startPtr);
}
function parseInteger(ctx, str, base, startPtr) {
  if (ctx.bi !== true)
    int: {
      let val = parseInt(str, base);
      if (!Number.isSafeInteger(val)) {
        if (ctx.bi)
          break int;
        TomlError.x("integer value cannot be represented losslessly", ctx, startPtr);
      }
      return val;
    }
  return base === 10 ? BigInt(str) : BigInt((base === 2 ? "0b" : base === 8 ? "0o" : "0x") + str);
}
function parseDate(ctx, c, endChr) {
  let startPtr = ctx.p++, unsafeSeparator;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++)) || !isDigit(ctx.s.charCodeAt(ctx.p++))) {
    return parseNumber(ctx, ctx.p = startPtr, c, 0, endChr);
  }
  ctx.p += 5;
  if (!isDigit(ctx.s.charCodeAt(ctx.p++)))
    TomlError.x("invalid date-time: date part is malformed", ctx, startPtr);
  if (ctx.p >= ctx.s.length || ((c = ctx.s.charCodeAt(ctx.p)) !== 32 || (unsafeSeparator = true, !isDigit(ctx.s.charCodeAt(ctx.p + 1)))) && c !== 84 && c !== 116) {
    let t2 = ctx.s.slice(startPtr, ctx.p);
    return readDate(ctx, t2, 3, false, startPtr);
  }
  if (ctx.s.charCodeAt(ctx.p += 3) !== 58)
    TomlError.x("invalid date-time: time part is malformed", ctx, startPtr);
  if (ctx.s.charCodeAt(ctx.p += 3) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  if (c = ctx.s.charCodeAt(ctx.p)) {
    if (c === 90 || c === 122) {
      let t2 = ctx.s.slice(startPtr, ++ctx.p);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, "[+00:00]");
    }
    if (c === 43 || c === 45) {
      let t2 = ctx.s.slice(startPtr, ctx.p += 6);
      return readDate(ctx, t2, 1, unsafeSeparator, startPtr, !ctx.ld && "[" + ctx.s.slice(ctx.p - 6, ctx.p) + "]");
    }
  }
  let t = ctx.s.slice(startPtr, ctx.p);
  return readDate(ctx, t, 2, unsafeSeparator, startPtr);
}
function parseTime(ctx, c, endChr) {
  let start = ctx.p;
  if (!isDigit(c) || !isDigit(ctx.s.charCodeAt(++ctx.p))) {
    return parseNumber(ctx, --ctx.p, c, 0, endChr);
  }
  if (ctx.s.charCodeAt(ctx.p += 4) === 58)
    ctx.p += 3;
  if (ctx.s.charCodeAt(ctx.p) === 46)
    while (isDigit(ctx.s.charCodeAt(++ctx.p)))
      ;
  let t = ctx.s.slice(start, ctx.p);
  return readDate(ctx, t, 4, false, start);
}
function readDate(ctx, str, type, unsafeDelim, errPtr, temporalSuffix) {
  if (ctx.ld) {
    let date3 = new TomlDate(str, type, unsafeDelim);
    if (!date3.isValid())
      TomlError.x("invalid date", ctx, errPtr);
    return date3;
  }
  try {
    if (temporalSuffix)
      str += temporalSuffix;
    switch (type) {
      case 1:
        return Temporal.ZonedDateTime.from(str);
      case 2:
        return Temporal.PlainDateTime.from(str);
      case 3:
        return Temporal.PlainDate.from(str);
      case 4:
        return Temporal.PlainTime.from(str);
    }
  } catch (e) {
    TomlError.x(e instanceof Error ? e.message : "" + e, ctx, errPtr);
  }
}

// node_modules/smol-toml/dist/util.js
function skipComment(ctx) {
  for (; ctx.p < ctx.s.length; ctx.p++) {
    let c = ctx.s.charCodeAt(ctx.p);
    if (c === 10)
      break;
    if (c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10) {
      ctx.p++;
      break;
    }
    if (c < 32 && c !== 9 || c === 127) {
      TomlError.x("control characters are not allowed in comments", ctx);
    }
  }
}
function skipVoid(ctx, banNewLines, banComments) {
  let c;
  while (ctx.p < ctx.s.length) {
    while (ctx.p < ctx.s.length && ((c = ctx.s.charCodeAt(ctx.p)) === 32 || c === 9 || !banNewLines && (c === 10 || c === 13 && ctx.s.charCodeAt(ctx.p + 1) === 10)))
      ctx.p++;
    if (banComments || c !== 35)
      break;
    skipComment(ctx);
  }
}

// node_modules/smol-toml/dist/struct.js
function parseKey(ctx, end = 61) {
  let startPtr;
  let state = 0;
  let parsed = [];
  let sliceStart;
  let c = ctx.s.charCodeAt(startPtr = ctx.p);
  do {
    if (c === end) {
      if (!state)
        TomlError.x("unexpected end of key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      return ctx.p++, parsed;
    } else if (c === 46) {
      if (!state)
        TomlError.x("illegal empty bare key", ctx);
      if (state === 1)
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
      state = 0;
    } else if (!state && (c === 34 || c === 39)) {
      if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
        TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
      parsed.push(parseString(ctx));
      state = 2;
      ctx.p--;
    } else if (c === 32 || c === 9) {
      if (state === 1) {
        parsed.push(ctx.s.slice(sliceStart, ctx.p));
        state = 2;
      }
    } else if (state === 2 || c < 48 && c !== 45 || c > 57 && c < 65 || c > 90 && c < 97 && c !== 95 || c > 122) {
      TomlError.x("illegal character in key", ctx);
    } else if (!state) {
      state = 1;
      sliceStart = ctx.p;
    }
  } while (c = ctx.s.charCodeAt(++ctx.p));
  TomlError.x("incomplete key-value: cannot find end of key", ctx, startPtr);
}
function parseInlineTable(ctx) {
  let startPtr = ctx.p++;
  let res = /* @__PURE__ */ Object.create(null);
  let seen = /* @__PURE__ */ new Set();
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 125) {
      ctx.p++;
      return res;
    }
    let k;
    let t = res;
    let hasOwn = false;
    let errPtr = ctx.p;
    let key = parseKey(ctx);
    for (let i = 0; i < key.length; i++) {
      if (i)
        t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      k = key[i];
      if ((hasOwn = Object.hasOwn(t, k)) && (typeof t[k] !== "object" || seen.has(t[k]))) {
        TomlError.x("trying to redefine an already defined value", ctx, errPtr);
      }
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor")) {
        t = ctx.uk !== 1 && TomlError.x("document contains an unsafe property", ctx, errPtr);
        break;
      }
      if (!hasOwn && unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
      }
    }
    if (hasOwn) {
      TomlError.x("trying to redefine an already defined value", ctx, errPtr);
    }
    skipVoid(ctx, true, true);
    let value = extractValue(
      ctx,
      125
      /* } */
    );
    if (t && typeof (t[k] = value) === "object")
      seen.add(value);
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 125) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished table", ctx, startPtr);
}
function parseArray(ctx) {
  let startPtr = ctx.p++;
  let res = [];
  let c;
  while (ctx.p < ctx.s.length) {
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p)) === 93) {
      ctx.p++;
      return res;
    }
    res.push(extractValue(
      ctx,
      93
      /* ] */
    ));
    skipVoid(ctx);
    if ((c = ctx.s.charCodeAt(ctx.p++)) === 93) {
      return res;
    }
    if (c !== 44)
      TomlError.x("expected comma or end of structure", ctx, ctx.p - 1);
  }
  TomlError.x("unfinished array", ctx, startPtr);
}

// node_modules/smol-toml/dist/parse.js
function peekTable(ctx, key, table2, meta, type) {
  let t = table2;
  let m = meta;
  let k;
  let hasOwn = false;
  let state;
  for (let i = 0; i < key.length; i++) {
    if (i) {
      t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
      m = (state = m[k]).c;
      if (type === 0 && (state.t === 1 || state.t === 2)) {
        return null;
      }
      if (state.t === 2) {
        let l = t.length - 1;
        t = t[l];
        m = m[l].c;
      }
    }
    k = key[i];
    if ((hasOwn = Object.hasOwn(t, k)) && m[k]?.t === 0 && m[k]?.d) {
      return null;
    }
    if (!hasOwn) {
      let unsafe = k === "__proto__";
      if (ctx.uk && (unsafe || k === "constructor"))
        return false;
      if (unsafe) {
        Object.defineProperty(t, k, { enumerable: true, configurable: true, writable: true });
        Object.defineProperty(m, k, { enumerable: true, configurable: true, writable: true });
      }
      m[k] = {
        t: i < key.length - 1 && type === 2 ? 3 : type,
        d: false,
        i: 0,
        c: /* @__PURE__ */ Object.create(null)
      };
    }
  }
  state = m[k];
  if (state.t !== type && !(type === 1 && state.t === 3)) {
    return null;
  }
  if (type === 2) {
    if (!state.d) {
      state.d = true;
      t[k] = [];
    }
    t[k].push(t = /* @__PURE__ */ Object.create(null));
    state.c[state.i++] = state = { t: 1, d: false, i: 0, c: /* @__PURE__ */ Object.create(null) };
  }
  if (state.d) {
    return null;
  }
  state.d = true;
  if (type === 1) {
    t = hasOwn ? t[k] : t[k] = /* @__PURE__ */ Object.create(null);
  } else if (type === 0 && hasOwn) {
    return null;
  }
  return [k, t, state.c];
}
function validateTablePeek(ctx, peek, ptr) {
  if (peek === null || ctx.uk === 2)
    TomlError.x(peek === null ? "trying to redefine an already defined table or value" : "document contains an unsafe property", ctx, ptr);
}
function parse4(toml, options2 = {}) {
  let ctx = {
    s: toml,
    p: 0,
    d: options2.maxDepth ?? 1e3,
    bi: options2.integersAsBigInt ?? false,
    ld: options2.useLegacyDate ?? true,
    uk: options2.unsafeKeyBehaviour === "throw" ? 2 : options2.unsafeKeyBehaviour === "drop" ? 1 : 0
  };
  let res = /* @__PURE__ */ Object.create(null);
  let meta = /* @__PURE__ */ Object.create(null);
  let tmp;
  let skipping = false;
  let tbl = res;
  let m = meta;
  if (toml.charCodeAt(0) === 65279)
    ctx.p++;
  skipVoid(ctx);
  while (ctx.p < toml.length) {
    if (toml.charCodeAt(ctx.p) === 91) {
      let isTableArray = toml.charCodeAt(++ctx.p) === 91;
      tmp = ctx.p += +isTableArray;
      skipping = false;
      let k = parseKey(
        ctx,
        93
        /* ] */
      );
      if (isTableArray) {
        if (toml.charCodeAt(ctx.p) !== 93) {
          TomlError.x("expected end of table array declaration", ctx);
        }
        ctx.p++;
      }
      let p = peekTable(
        ctx,
        k,
        res,
        meta,
        isTableArray ? 2 : 1
        /* Type.EXPLICIT */
      );
      if (!p) {
        validateTablePeek(ctx, p, tmp);
        skipping = true;
      } else {
        m = p[2];
        tbl = p[1];
      }
    } else {
      tmp = ctx.p;
      let k = parseKey(ctx);
      let p = peekTable(
        ctx,
        k,
        tbl,
        m,
        0
        /* Type.DOTTED */
      );
      if (!p && !skipping)
        validateTablePeek(ctx, p, tmp);
      skipVoid(ctx, true, true);
      let v = extractValue(ctx, void 0);
      if (p && !skipping)
        p[1][p[0]] = v;
    }
    skipVoid(ctx, true);
    if (ctx.p < toml.length && (tmp = toml.charCodeAt(ctx.p)) !== 10 && (tmp !== 13 || toml.charCodeAt(ctx.p + 1) !== 10)) {
      TomlError.x("each key-value declaration must be followed by an end-of-line", ctx);
    }
    skipVoid(ctx);
  }
  return res;
}

// node_modules/smol-toml/dist/stringify.js
var HAS_WELLFORMED = !!"".isWellFormed;

// node_modules/eslint-visitor-keys/lib/visitor-keys.js
var KEYS = {
  ArrayExpression: ["elements"],
  ArrayPattern: ["elements"],
  ArrowFunctionExpression: ["params", "body"],
  AssignmentExpression: ["left", "right"],
  AssignmentPattern: ["left", "right"],
  AwaitExpression: ["argument"],
  BinaryExpression: ["left", "right"],
  BlockStatement: ["body"],
  BreakStatement: ["label"],
  CallExpression: ["callee", "arguments"],
  CatchClause: ["param", "body"],
  ChainExpression: ["expression"],
  ClassBody: ["body"],
  ClassDeclaration: ["id", "superClass", "body"],
  ClassExpression: ["id", "superClass", "body"],
  ConditionalExpression: ["test", "consequent", "alternate"],
  ContinueStatement: ["label"],
  DebuggerStatement: [],
  DoWhileStatement: ["body", "test"],
  EmptyStatement: [],
  ExperimentalRestProperty: ["argument"],
  ExperimentalSpreadProperty: ["argument"],
  ExportAllDeclaration: ["exported", "source", "attributes"],
  ExportDefaultDeclaration: ["declaration"],
  ExportNamedDeclaration: [
    "declaration",
    "specifiers",
    "source",
    "attributes"
  ],
  ExportSpecifier: ["local", "exported"],
  ExpressionStatement: ["expression"],
  ForInStatement: ["left", "right", "body"],
  ForOfStatement: ["left", "right", "body"],
  ForStatement: ["init", "test", "update", "body"],
  FunctionDeclaration: ["id", "params", "body"],
  FunctionExpression: ["id", "params", "body"],
  Identifier: [],
  IfStatement: ["test", "consequent", "alternate"],
  ImportAttribute: ["key", "value"],
  ImportDeclaration: ["specifiers", "source", "attributes"],
  ImportDefaultSpecifier: ["local"],
  ImportExpression: ["source", "options"],
  ImportNamespaceSpecifier: ["local"],
  ImportSpecifier: ["imported", "local"],
  JSXAttribute: ["name", "value"],
  JSXClosingElement: ["name"],
  JSXClosingFragment: [],
  JSXElement: ["openingElement", "children", "closingElement"],
  JSXEmptyExpression: [],
  JSXExpressionContainer: ["expression"],
  JSXFragment: ["openingFragment", "children", "closingFragment"],
  JSXIdentifier: [],
  JSXMemberExpression: ["object", "property"],
  JSXNamespacedName: ["namespace", "name"],
  JSXOpeningElement: ["name", "attributes"],
  JSXOpeningFragment: [],
  JSXSpreadAttribute: ["argument"],
  JSXSpreadChild: ["expression"],
  JSXText: [],
  LabeledStatement: ["label", "body"],
  Literal: [],
  LogicalExpression: ["left", "right"],
  MemberExpression: ["object", "property"],
  MetaProperty: ["meta", "property"],
  MethodDefinition: ["key", "value"],
  NewExpression: ["callee", "arguments"],
  ObjectExpression: ["properties"],
  ObjectPattern: ["properties"],
  PrivateIdentifier: [],
  Program: ["body"],
  Property: ["key", "value"],
  PropertyDefinition: ["key", "value"],
  RestElement: ["argument"],
  ReturnStatement: ["argument"],
  SequenceExpression: ["expressions"],
  SpreadElement: ["argument"],
  StaticBlock: ["body"],
  Super: [],
  SwitchCase: ["test", "consequent"],
  SwitchStatement: ["discriminant", "cases"],
  TaggedTemplateExpression: ["tag", "quasi"],
  TemplateElement: [],
  TemplateLiteral: ["quasis", "expressions"],
  ThisExpression: [],
  ThrowStatement: ["argument"],
  TryStatement: ["block", "handler", "finalizer"],
  UnaryExpression: ["argument"],
  UpdateExpression: ["argument"],
  VariableDeclaration: ["declarations"],
  VariableDeclarator: ["id", "init"],
  WhileStatement: ["test", "body"],
  WithStatement: ["object", "body"],
  YieldExpression: ["argument"]
};
var NODE_TYPES = Object.keys(KEYS);
for (const type of NODE_TYPES) {
  Object.freeze(KEYS[type]);
}
Object.freeze(KEYS);
var visitor_keys_default = KEYS;

// node_modules/eslint-visitor-keys/lib/index.js
function unionWith(additionalKeys) {
  const retv = (
    /** @type {{ [type: string]: ReadonlyArray<string> }} */
    Object.assign({}, visitor_keys_default)
  );
  for (const type of Object.keys(additionalKeys)) {
    if (Object.hasOwn(retv, type)) {
      const keys = new Set(additionalKeys[type]);
      for (const key of retv[type]) {
        keys.add(key);
      }
      retv[type] = Object.freeze(Array.from(keys));
    } else {
      retv[type] = Object.freeze(Array.from(additionalKeys[type]));
    }
  }
  return Object.freeze(retv);
}

// node_modules/toml-eslint-parser/lib/index.mjs
function last(arr) {
  return arr[arr.length - 1] ?? null;
}
function toKeyName(node) {
  return node.type === "TOMLBare" ? node.name : node.value;
}
var TOMLVerImpl = class {
  constructor(major2, minor2) {
    this.major = major2;
    this.minor = minor2;
  }
  lt(major2, minor2) {
    return this.major < major2 || this.major === major2 && this.minor < minor2;
  }
  gte(major2, minor2) {
    return this.major > major2 || this.major === major2 && this.minor >= minor2;
  }
};
var TOML_VERSION_1_0 = new TOMLVerImpl(1, 0);
var TOML_VERSION_1_1 = new TOMLVerImpl(1, 1);
var DEFAULT_TOML_VERSION = TOML_VERSION_1_1;
var SUPPORTED_TOML_VERSIONS = {
  "1.0": TOML_VERSION_1_0,
  "1.0.0": TOML_VERSION_1_0,
  "1.1": TOML_VERSION_1_1,
  "1.1.0": TOML_VERSION_1_1,
  latest: TOML_VERSION_1_1,
  next: TOML_VERSION_1_1
};
function getTOMLVer(v) {
  return v && SUPPORTED_TOML_VERSIONS[v] || DEFAULT_TOML_VERSION;
}
var MESSAGES = {
  "unterminated-string": "Unterminated string constant",
  "unterminated-table-key": "Unterminated table-key",
  "unterminated-array": "Unterminated array",
  "unterminated-inline-table": "Unterminated inline table",
  "missing-key": "Empty bare keys are not allowed",
  "missing-newline": "Must be a newline",
  "missing-equals-sign": "Expected equal (=) token",
  "missing-value": "Unspecified values are invalid",
  "missing-comma": "Expected comma (,) token",
  "dupe-keys": "Defining a key multiple times is invalid",
  "unexpected-char": "Unexpected character",
  "unexpected-token": "Unexpected token",
  "invalid-control-character": "Control characters (codes < 0x1f and 0x7f) are not allowed",
  "invalid-comment-character": "Invalid code point {{cp}} within comments",
  "invalid-key-value-newline": "The key, equals sign, and value must be on the same line",
  "invalid-inline-table-newline": "No newlines are allowed between the curly braces unless they are valid within a value",
  "invalid-underscore": "Underscores are allowed between digits",
  "invalid-space": "Unexpected spaces",
  "invalid-three-quotes": "Three or more quotes are not permitted",
  "invalid-date": "Unexpected invalid date",
  "invalid-time": "Unexpected invalid time",
  "invalid-leading-zero": "Leading zeros are not allowed",
  "invalid-trailing-comma-in-inline-table": "Trailing comma is not permitted in an inline table",
  "invalid-char-in-escape-sequence": "Invalid character in escape sequence",
  "invalid-consecutive-dots-in-key": "Consecutive dots are not permitted in keys",
  "invalid-code-point": "Invalid code point {{cp}}",
  "invalid-trailing-dot-in-key": "Keys cannot end with a dot",
  "invalid-leading-dot-in-key": "Keys cannot start with a dot"
};
function getMessage(code2, data) {
  if (data) return MESSAGES[code2].replace(/\{\{(.*?)\}\}/gu, (_, name$2) => {
    if (name$2 in data) return data[name$2];
    return `{{${name$2}}}`;
  });
  return MESSAGES[code2];
}
var ParseError = class extends SyntaxError {
  /**
  * Initialize this ParseError instance.
  *
  */
  constructor(code2, offset, line, column, data) {
    super(getMessage(code2, data));
    this.index = offset;
    this.lineNumber = line;
    this.column = column;
  }
};
var CodePoint = {
  EOF: -1,
  NULL: 0,
  SOH: 1,
  BACKSPACE: 8,
  TABULATION: 9,
  LINE_FEED: 10,
  FORM_FEED: 12,
  CARRIAGE_RETURN: 13,
  ESCAPE: 27,
  SO: 14,
  US: 31,
  SPACE: 32,
  QUOTATION_MARK: 34,
  HASH: 35,
  SINGLE_QUOTE: 39,
  PLUS_SIGN: 43,
  COMMA: 44,
  DASH: 45,
  DOT: 46,
  DIGIT_0: 48,
  DIGIT_1: 49,
  DIGIT_2: 50,
  DIGIT_3: 51,
  DIGIT_7: 55,
  DIGIT_9: 57,
  COLON: 58,
  EQUALS_SIGN: 61,
  LATIN_CAPITAL_A: 65,
  LATIN_CAPITAL_E: 69,
  LATIN_CAPITAL_F: 70,
  LATIN_CAPITAL_T: 84,
  LATIN_CAPITAL_U: 85,
  LATIN_CAPITAL_Z: 90,
  LEFT_BRACKET: 91,
  BACKSLASH: 92,
  RIGHT_BRACKET: 93,
  UNDERSCORE: 95,
  LATIN_SMALL_A: 97,
  LATIN_SMALL_B: 98,
  LATIN_SMALL_E: 101,
  LATIN_SMALL_F: 102,
  LATIN_SMALL_I: 105,
  LATIN_SMALL_L: 108,
  LATIN_SMALL_N: 110,
  LATIN_SMALL_O: 111,
  LATIN_SMALL_R: 114,
  LATIN_SMALL_S: 115,
  LATIN_SMALL_T: 116,
  LATIN_SMALL_U: 117,
  LATIN_SMALL_X: 120,
  LATIN_SMALL_Z: 122,
  LEFT_BRACE: 123,
  RIGHT_BRACE: 125,
  TILDE: 126,
  DELETE: 127,
  PAD: 128,
  SUPERSCRIPT_TWO: 178,
  SUPERSCRIPT_THREE: 179,
  SUPERSCRIPT_ONE: 185,
  VULGAR_FRACTION_ONE_QUARTER: 188,
  VULGAR_FRACTION_THREE_QUARTERS: 190,
  LATIN_CAPITAL_LETTER_A_WITH_GRAVE: 192,
  LATIN_CAPITAL_LETTER_O_WITH_DIAERESIS: 214,
  LATIN_CAPITAL_LETTER_O_WITH_STROKE: 216,
  LATIN_SMALL_LETTER_O_WITH_DIAERESIS: 246,
  LATIN_SMALL_LETTER_O_WITH_STROKE: 248,
  GREEK_SMALL_REVERSED_DOTTED_LUNATE_SIGMA_SYMBOL: 891,
  GREEK_CAPITAL_LETTER_YOT: 895,
  CP_1FFF: 8191,
  ZERO_WIDTH_NON_JOINER: 8204,
  ZERO_WIDTH_JOINER: 8205,
  UNDERTIE: 8255,
  CHARACTER_TIE: 8256,
  SUPERSCRIPT_ZERO: 8304,
  CP_218F: 8591,
  CIRCLED_DIGIT_ONE: 9312,
  NEGATIVE_CIRCLED_DIGIT_ZERO: 9471,
  GLAGOLITIC_CAPITAL_LETTER_AZU: 11264,
  CP_2FEF: 12271,
  IDEOGRAPHIC_COMMA: 12289,
  CP_D7FF: 55295,
  CP_E000: 57344,
  CJK_COMPATIBILITY_IDEOGRAPH_F900: 63744,
  ARABIC_LIGATURE_SALAAMUHU_ALAYNAA: 64975,
  ARABIC_LIGATURE_SALLA_USED_AS_KORANIC_STOP_SIGN_ISOLATED_FORM: 65008,
  REPLACEMENT_CHARACTER: 65533,
  LINEAR_B_SYLLABLE_B008_A: 65536,
  CP_EFFFF: 983039,
  CP_10FFFF: 1114111
};
function isControl(cp3) {
  return cp3 >= CodePoint.NULL && cp3 <= CodePoint.US;
}
function isWhitespace(cp3) {
  return cp3 === CodePoint.TABULATION || cp3 === CodePoint.SPACE;
}
function isEOL(cp3) {
  return cp3 === CodePoint.LINE_FEED || cp3 === CodePoint.CARRIAGE_RETURN;
}
function isUpperLetter(cp3) {
  return cp3 >= CodePoint.LATIN_CAPITAL_A && cp3 <= CodePoint.LATIN_CAPITAL_Z;
}
function isLowerLetter(cp3) {
  return cp3 >= CodePoint.LATIN_SMALL_A && cp3 <= CodePoint.LATIN_SMALL_Z;
}
function isLetter(cp3) {
  return isLowerLetter(cp3) || isUpperLetter(cp3);
}
function isDigit2(cp3) {
  return cp3 >= CodePoint.DIGIT_0 && cp3 <= CodePoint.DIGIT_9;
}
function isHexDig(cp3) {
  return isDigit2(cp3) || cp3 >= CodePoint.LATIN_SMALL_A && cp3 <= CodePoint.LATIN_SMALL_F || cp3 >= CodePoint.LATIN_CAPITAL_A && cp3 <= CodePoint.LATIN_CAPITAL_F;
}
function isOctalDig(cp3) {
  return cp3 >= CodePoint.DIGIT_0 && cp3 <= CodePoint.DIGIT_7;
}
function isUnicodeScalarValue(cp3) {
  return cp3 >= 0 && cp3 <= 55295 || cp3 >= 57344 && cp3 <= 1114111;
}
function sortedLastIndex(array2, value) {
  let low = 0;
  let high = array2.length;
  while (low < high) {
    const mid = low + high >>> 1;
    const val = array2[mid];
    if (val === value) return mid + 1;
    if (val < value) low = mid + 1;
    else high = mid;
  }
  return low;
}
var Locations = class {
  constructor() {
    this.offsets = [];
  }
  addOffset(offset) {
    for (let i = this.offsets.length - 1; i >= 0; i--) {
      const element = this.offsets[i];
      if (element === offset) return;
      if (element < offset) break;
    }
    this.offsets.push(offset);
  }
  /**
  * Calculate the location of the given index.
  * @param index The index to calculate their location.
  * @returns The location of the index.
  */
  getLocFromIndex(offset) {
    const line = sortedLastIndex(this.offsets, offset) + 1;
    return {
      line,
      column: offset - (line === 1 ? 0 : this.offsets[line - 2])
    };
  }
};
var CodePointIterator = class {
  /**
  * Initialize this char iterator.
  */
  constructor(text4) {
    this.locs = new Locations();
    this.lastCodePoint = CodePoint.NULL;
    this.start = -1;
    this.end = 0;
    this.text = text4;
  }
  next() {
    if (this.lastCodePoint === CodePoint.EOF) return CodePoint.EOF;
    return this.lastCodePoint = this.moveAt(this.end);
  }
  getLocFromIndex(index) {
    return this.locs.getLocFromIndex(index);
  }
  eat(cp3) {
    if (this.text.codePointAt(this.end) === cp3) {
      this.next();
      return true;
    }
    return false;
  }
  moveAt(offset) {
    this.start = this.end = offset;
    const cp3 = this.text.codePointAt(this.start) ?? CodePoint.EOF;
    if (cp3 === CodePoint.EOF) {
      this.end = this.start;
      return cp3;
    }
    this.end += cp3 >= 65536 ? 2 : 1;
    if (cp3 === CodePoint.LINE_FEED) this.locs.addOffset(this.end);
    else if (cp3 === CodePoint.CARRIAGE_RETURN) {
      if (this.text.codePointAt(this.end) === CodePoint.LINE_FEED) {
        this.end++;
        this.locs.addOffset(this.end);
      }
      return CodePoint.LINE_FEED;
    }
    return cp3;
  }
};
var HAS_BIGINT = typeof BigInt !== "undefined";
var RADIX_PREFIXES = {
  16: "0x",
  10: "",
  8: "0o",
  2: "0b"
};
var ESCAPES_1_0 = {
  [CodePoint.QUOTATION_MARK]: CodePoint.QUOTATION_MARK,
  [CodePoint.BACKSLASH]: CodePoint.BACKSLASH,
  [CodePoint.LATIN_SMALL_B]: CodePoint.BACKSPACE,
  [CodePoint.LATIN_SMALL_F]: CodePoint.FORM_FEED,
  [CodePoint.LATIN_SMALL_N]: CodePoint.LINE_FEED,
  [CodePoint.LATIN_SMALL_R]: CodePoint.CARRIAGE_RETURN,
  [CodePoint.LATIN_SMALL_T]: CodePoint.TABULATION
};
var ESCAPES_LATEST = {
  ...ESCAPES_1_0,
  [CodePoint.LATIN_SMALL_E]: CodePoint.ESCAPE
};
var Tokenizer = class {
  /**
  * Initialize this tokenizer.
  */
  constructor(text4, parserOptions) {
    this.backCode = false;
    this.lastCodePoint = CodePoint.NULL;
    this.state = "DATA";
    this.token = null;
    this.tokenStart = -1;
    this.valuesEnabled = false;
    this.text = text4;
    this.parserOptions = parserOptions || {};
    this.codePointIterator = new CodePointIterator(text4);
    this.tomlVersion = getTOMLVer(this.parserOptions.tomlVersion);
    this.ESCAPES = this.tomlVersion.gte(1, 1) ? ESCAPES_LATEST : ESCAPES_1_0;
  }
  get start() {
    return this.codePointIterator.start;
  }
  get end() {
    return this.codePointIterator.end;
  }
  getLocFromIndex(index) {
    return this.codePointIterator.getLocFromIndex(index);
  }
  /**
  * Report an invalid character error.
  */
  reportParseError(code2, data) {
    const offset = this.codePointIterator.start;
    const loc = this.codePointIterator.getLocFromIndex(offset);
    throw new ParseError(code2, offset, loc.line, loc.column, data);
  }
  /**
  * Get the next token.
  */
  nextToken() {
    let token = this.token;
    if (token != null) {
      this.token = null;
      return token;
    }
    let cp3 = this.lastCodePoint;
    while (cp3 !== CodePoint.EOF && !this.token) {
      cp3 = this.nextCode();
      const nextState = this[this.state](cp3);
      if (!nextState) throw new Error(`Unknown error: pre state=${this.state}`);
      this.state = nextState;
    }
    token = this.token;
    this.token = null;
    return token;
  }
  /**
  * Get the next code point.
  */
  nextCode() {
    if (this.lastCodePoint === CodePoint.EOF) return CodePoint.EOF;
    if (this.backCode) {
      this.backCode = false;
      return this.lastCodePoint;
    }
    return this.lastCodePoint = this.codePointIterator.next();
  }
  /**
  * Eat the next code point.
  */
  eatCode(cp3) {
    if (this.lastCodePoint === CodePoint.EOF) return false;
    if (this.backCode) {
      if (this.lastCodePoint === cp3) {
        this.backCode = false;
        return true;
      }
      return false;
    }
    return this.codePointIterator.eat(cp3);
  }
  /**
  * Moves the character position to the given position.
  */
  moveAt(loc) {
    if (this.backCode) this.backCode = false;
    this.lastCodePoint = this.codePointIterator.moveAt(loc);
  }
  /**
  * Back the current code point as the given state.
  */
  back(state) {
    this.backCode = true;
    return state;
  }
  punctuatorToken() {
    this.startToken();
    this.endToken("Punctuator", "end");
  }
  startToken() {
    this.tokenStart = this.codePointIterator.start;
  }
  /**
  * Commit the current token.
  */
  endToken(type, pos, option1, option2) {
    const { tokenStart } = this;
    const end = this.codePointIterator[pos];
    const range = [tokenStart, end];
    const loc = {
      start: this.codePointIterator.getLocFromIndex(tokenStart),
      end: this.codePointIterator.getLocFromIndex(end)
    };
    if (type === "Block") this.token = {
      type,
      value: this.text.slice(tokenStart + 1, end),
      range,
      loc
    };
    else {
      let token;
      const value = this.text.slice(tokenStart, end);
      if (type === "BasicString" || type === "LiteralString" || type === "MultiLineBasicString" || type === "MultiLineLiteralString") token = {
        type,
        value,
        string: option1,
        range,
        loc
      };
      else if (type === "Integer") {
        const text4 = option1;
        token = {
          type,
          value,
          number: parseInt(text4, option2),
          bigint: HAS_BIGINT ? BigInt(RADIX_PREFIXES[option2] + text4) : null,
          range,
          loc
        };
      } else if (type === "Float") token = {
        type,
        value,
        number: option1,
        range,
        loc
      };
      else if (type === "Boolean") token = {
        type,
        value,
        boolean: option1,
        range,
        loc
      };
      else if (type === "LocalDate" || type === "LocalTime" || type === "LocalDateTime" || type === "OffsetDateTime") token = {
        type,
        value,
        date: option1,
        range,
        loc
      };
      else token = {
        type,
        value,
        range,
        loc
      };
      this.token = token;
    }
  }
  DATA(cp3) {
    while (isWhitespace(cp3) || isEOL(cp3)) cp3 = this.nextCode();
    if (cp3 === CodePoint.HASH) {
      this.startToken();
      return "COMMENT";
    }
    if (cp3 === CodePoint.QUOTATION_MARK) {
      this.startToken();
      return "BASIC_STRING";
    }
    if (cp3 === CodePoint.SINGLE_QUOTE) {
      this.startToken();
      return "LITERAL_STRING";
    }
    if (cp3 === CodePoint.DOT || cp3 === CodePoint.EQUALS_SIGN || cp3 === CodePoint.LEFT_BRACKET || cp3 === CodePoint.RIGHT_BRACKET || cp3 === CodePoint.LEFT_BRACE || cp3 === CodePoint.RIGHT_BRACE || cp3 === CodePoint.COMMA) {
      this.punctuatorToken();
      return "DATA";
    }
    if (this.valuesEnabled) {
      if (cp3 === CodePoint.DASH || cp3 === CodePoint.PLUS_SIGN) {
        this.startToken();
        return "SIGN";
      }
      if (cp3 === CodePoint.LATIN_SMALL_N || cp3 === CodePoint.LATIN_SMALL_I) {
        this.startToken();
        return this.back("NAN_OR_INF");
      }
      if (isDigit2(cp3)) {
        this.startToken();
        return this.back("NUMBER");
      }
      if (cp3 === CodePoint.LATIN_SMALL_T || cp3 === CodePoint.LATIN_SMALL_F) {
        this.startToken();
        return this.back("BOOLEAN");
      }
    } else if (isUnquotedKeyChar(cp3, this.tomlVersion)) {
      this.startToken();
      return "BARE";
    }
    if (cp3 === CodePoint.EOF) return "DATA";
    return this.reportParseError("unexpected-char");
  }
  COMMENT(cp3) {
    const processCommentChar = this.tomlVersion.gte(1, 1) ? (c) => {
      if (!isNonEOL(c)) this.reportParseError("invalid-comment-character", { cp: JSON.stringify(String.fromCodePoint(c)).slice(1, -1) });
    } : (c) => {
      if (isControlOtherThanTab(c)) this.reportParseErrorControlChar();
    };
    while (!isEOL(cp3) && cp3 !== CodePoint.EOF) {
      processCommentChar(cp3);
      cp3 = this.nextCode();
    }
    this.endToken("Block", "start");
    return "DATA";
  }
  BARE(cp3) {
    while (isUnquotedKeyChar(cp3, this.tomlVersion)) cp3 = this.nextCode();
    this.endToken("Bare", "start");
    return this.back("DATA");
  }
  BASIC_STRING(cp3) {
    if (cp3 === CodePoint.QUOTATION_MARK) {
      cp3 = this.nextCode();
      if (cp3 === CodePoint.QUOTATION_MARK) return "MULTI_LINE_BASIC_STRING";
      this.endToken("BasicString", "start", "");
      return this.back("DATA");
    }
    const out = [];
    while (cp3 !== CodePoint.QUOTATION_MARK && cp3 !== CodePoint.EOF && cp3 !== CodePoint.LINE_FEED) {
      if (isControlOtherThanTab(cp3)) return this.reportParseErrorControlChar();
      if (cp3 === CodePoint.BACKSLASH) {
        cp3 = this.nextCode();
        const ecp = this.ESCAPES[cp3];
        if (ecp) {
          out.push(ecp);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_SMALL_U) {
          const code2 = this.parseUnicode(4);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_CAPITAL_U) {
          const code2 = this.parseUnicode(8);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_SMALL_X && this.tomlVersion.gte(1, 1)) {
          const code2 = this.parseUnicode(2);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        }
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      out.push(cp3);
      cp3 = this.nextCode();
    }
    if (cp3 !== CodePoint.QUOTATION_MARK) return this.reportParseError("unterminated-string");
    this.endToken("BasicString", "end", String.fromCodePoint(...out));
    return "DATA";
  }
  MULTI_LINE_BASIC_STRING(cp3) {
    const out = [];
    if (cp3 === CodePoint.LINE_FEED) cp3 = this.nextCode();
    while (cp3 !== CodePoint.EOF) {
      if (cp3 !== CodePoint.LINE_FEED && isControlOtherThanTab(cp3)) return this.reportParseErrorControlChar();
      if (cp3 === CodePoint.QUOTATION_MARK) {
        const startPos = this.codePointIterator.start;
        if (this.eatCode(CodePoint.QUOTATION_MARK) && this.eatCode(CodePoint.QUOTATION_MARK)) {
          if (this.eatCode(CodePoint.QUOTATION_MARK)) {
            out.push(CodePoint.QUOTATION_MARK);
            if (this.eatCode(CodePoint.QUOTATION_MARK)) {
              out.push(CodePoint.QUOTATION_MARK);
              if (this.eatCode(CodePoint.QUOTATION_MARK)) {
                this.moveAt(startPos);
                return this.reportParseError("invalid-three-quotes");
              }
            }
          }
          this.endToken("MultiLineBasicString", "end", String.fromCodePoint(...out));
          return "DATA";
        }
        this.moveAt(startPos);
      }
      if (cp3 === CodePoint.BACKSLASH) {
        cp3 = this.nextCode();
        const ecp = this.ESCAPES[cp3];
        if (ecp) {
          out.push(ecp);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_SMALL_U) {
          const code2 = this.parseUnicode(4);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_CAPITAL_U) {
          const code2 = this.parseUnicode(8);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LATIN_SMALL_X && this.tomlVersion.gte(1, 1)) {
          const code2 = this.parseUnicode(2);
          out.push(code2);
          cp3 = this.nextCode();
          continue;
        } else if (cp3 === CodePoint.LINE_FEED) {
          cp3 = this.nextCode();
          while (isWhitespace(cp3) || cp3 === CodePoint.LINE_FEED) cp3 = this.nextCode();
          continue;
        } else if (isWhitespace(cp3)) {
          let valid2 = true;
          const startPos = this.codePointIterator.start;
          let nextCp;
          while ((nextCp = this.nextCode()) !== CodePoint.EOF) {
            if (nextCp === CodePoint.LINE_FEED) break;
            if (!isWhitespace(nextCp)) {
              this.moveAt(startPos);
              valid2 = false;
              break;
            }
          }
          if (valid2) {
            cp3 = this.nextCode();
            while (isWhitespace(cp3) || cp3 === CodePoint.LINE_FEED) cp3 = this.nextCode();
            continue;
          }
        }
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      out.push(cp3);
      cp3 = this.nextCode();
    }
    return this.reportParseError("unterminated-string");
  }
  LITERAL_STRING(cp3) {
    if (cp3 === CodePoint.SINGLE_QUOTE) {
      cp3 = this.nextCode();
      if (cp3 === CodePoint.SINGLE_QUOTE) return "MULTI_LINE_LITERAL_STRING";
      this.endToken("LiteralString", "start", "");
      return this.back("DATA");
    }
    const out = [];
    while (cp3 !== CodePoint.SINGLE_QUOTE && cp3 !== CodePoint.EOF && cp3 !== CodePoint.LINE_FEED) {
      if (isControlOtherThanTab(cp3)) return this.reportParseErrorControlChar();
      out.push(cp3);
      cp3 = this.nextCode();
    }
    if (cp3 !== CodePoint.SINGLE_QUOTE) return this.reportParseError("unterminated-string");
    this.endToken("LiteralString", "end", String.fromCodePoint(...out));
    return "DATA";
  }
  MULTI_LINE_LITERAL_STRING(cp3) {
    const out = [];
    if (cp3 === CodePoint.LINE_FEED) cp3 = this.nextCode();
    while (cp3 !== CodePoint.EOF) {
      if (cp3 !== CodePoint.LINE_FEED && isControlOtherThanTab(cp3)) return this.reportParseErrorControlChar();
      if (cp3 === CodePoint.SINGLE_QUOTE) {
        const startPos = this.codePointIterator.start;
        if (this.eatCode(CodePoint.SINGLE_QUOTE) && this.eatCode(CodePoint.SINGLE_QUOTE)) {
          if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
            out.push(CodePoint.SINGLE_QUOTE);
            if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
              out.push(CodePoint.SINGLE_QUOTE);
              if (this.eatCode(CodePoint.SINGLE_QUOTE)) {
                this.moveAt(startPos);
                return this.reportParseError("invalid-three-quotes");
              }
            }
          }
          this.endToken("MultiLineLiteralString", "end", String.fromCodePoint(...out));
          return "DATA";
        }
        this.moveAt(startPos);
      }
      out.push(cp3);
      cp3 = this.nextCode();
    }
    return this.reportParseError("unterminated-string");
  }
  SIGN(cp3) {
    if (cp3 === CodePoint.LATIN_SMALL_N || cp3 === CodePoint.LATIN_SMALL_I) return this.back("NAN_OR_INF");
    if (isDigit2(cp3)) return this.back("NUMBER");
    return this.reportParseError("unexpected-char");
  }
  NAN_OR_INF(cp3) {
    if (cp3 === CodePoint.LATIN_SMALL_N) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_A) && this.eatCode(CodePoint.LATIN_SMALL_N)) {
        this.endToken("Float", "end", NaN);
        return "DATA";
      }
      this.moveAt(startPos);
    } else if (cp3 === CodePoint.LATIN_SMALL_I) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_N) && this.eatCode(CodePoint.LATIN_SMALL_F)) {
        this.endToken("Float", "end", this.text[this.tokenStart] === "-" ? -Infinity : Infinity);
        return "DATA";
      }
      this.moveAt(startPos);
    }
    return this.reportParseError("unexpected-char");
  }
  NUMBER(cp3) {
    const start = this.text[this.tokenStart];
    const sign = start === "+" ? CodePoint.PLUS_SIGN : start === "-" ? CodePoint.DASH : CodePoint.NULL;
    if (cp3 === CodePoint.DIGIT_0) {
      if (sign === CodePoint.NULL) {
        const startPos = this.codePointIterator.start;
        const nextCp$1 = this.nextCode();
        if (isDigit2(nextCp$1)) {
          const nextNextCp = this.nextCode();
          if (nextNextCp === CodePoint.COLON) {
            this.data = {
              hasDate: false,
              year: 0,
              month: 0,
              day: 0,
              hour: Number(String.fromCodePoint(CodePoint.DIGIT_0, nextCp$1)),
              minute: 0,
              second: 0
            };
            return "TIME_MINUTE";
          }
          if (isDigit2(nextNextCp)) {
            const nextNextNextCp = this.nextCode();
            if (isDigit2(nextNextNextCp) && this.eatCode(CodePoint.DASH)) {
              this.data = {
                hasDate: true,
                year: Number(String.fromCodePoint(CodePoint.DIGIT_0, nextCp$1, nextNextCp, nextNextNextCp)),
                month: 0,
                day: 0,
                hour: 0,
                minute: 0,
                second: 0
              };
              return "DATE_MONTH";
            }
          }
          this.moveAt(startPos);
          return this.reportParseError("invalid-leading-zero");
        }
        this.moveAt(startPos);
      }
      cp3 = this.nextCode();
      if (cp3 === CodePoint.LATIN_SMALL_X || cp3 === CodePoint.LATIN_SMALL_O || cp3 === CodePoint.LATIN_SMALL_B) {
        if (sign !== CodePoint.NULL) return this.reportParseError("unexpected-char");
        return cp3 === CodePoint.LATIN_SMALL_X ? "HEX" : cp3 === CodePoint.LATIN_SMALL_O ? "OCTAL" : "BINARY";
      }
      if (cp3 === CodePoint.LATIN_SMALL_E || cp3 === CodePoint.LATIN_CAPITAL_E) {
        this.data = {
          minus: sign === CodePoint.DASH,
          left: [CodePoint.DIGIT_0]
        };
        return "EXPONENT_RIGHT";
      }
      if (cp3 === CodePoint.DOT) {
        this.data = {
          minus: sign === CodePoint.DASH,
          absInt: [CodePoint.DIGIT_0]
        };
        return "FRACTIONAL_RIGHT";
      }
      this.endToken("Integer", "start", "0", 10);
      return this.back("DATA");
    }
    const { out, nextCp, hasUnderscore } = this.parseDigits(cp3, isDigit2);
    if (nextCp === CodePoint.DASH && sign === CodePoint.NULL && !hasUnderscore && out.length === 4) {
      this.data = {
        hasDate: true,
        year: Number(String.fromCodePoint(...out)),
        month: 0,
        day: 0,
        hour: 0,
        minute: 0,
        second: 0
      };
      return "DATE_MONTH";
    }
    if (nextCp === CodePoint.COLON && sign === CodePoint.NULL && !hasUnderscore && out.length === 2) {
      this.data = {
        hasDate: false,
        year: 0,
        month: 0,
        day: 0,
        hour: Number(String.fromCodePoint(...out)),
        minute: 0,
        second: 0
      };
      return "TIME_MINUTE";
    }
    if (nextCp === CodePoint.LATIN_SMALL_E || nextCp === CodePoint.LATIN_CAPITAL_E) {
      this.data = {
        minus: sign === CodePoint.DASH,
        left: out
      };
      return "EXPONENT_RIGHT";
    }
    if (nextCp === CodePoint.DOT) {
      this.data = {
        minus: sign === CodePoint.DASH,
        absInt: out
      };
      return "FRACTIONAL_RIGHT";
    }
    this.endToken("Integer", "start", sign === CodePoint.DASH ? String.fromCodePoint(CodePoint.DASH, ...out) : String.fromCodePoint(...out), 10);
    return this.back("DATA");
  }
  HEX(cp3) {
    const { out } = this.parseDigits(cp3, isHexDig);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 16);
    return this.back("DATA");
  }
  OCTAL(cp3) {
    const { out } = this.parseDigits(cp3, isOctalDig);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 8);
    return this.back("DATA");
  }
  BINARY(cp3) {
    const { out } = this.parseDigits(cp3, (c) => c === CodePoint.DIGIT_0 || c === CodePoint.DIGIT_1);
    this.endToken("Integer", "start", String.fromCodePoint(...out), 2);
    return this.back("DATA");
  }
  FRACTIONAL_RIGHT(cp3) {
    const { minus, absInt } = this.data;
    const { out, nextCp } = this.parseDigits(cp3, isDigit2);
    const absNum = [
      ...absInt,
      CodePoint.DOT,
      ...out
    ];
    if (nextCp === CodePoint.LATIN_SMALL_E || nextCp === CodePoint.LATIN_CAPITAL_E) {
      this.data = {
        minus,
        left: absNum
      };
      return "EXPONENT_RIGHT";
    }
    const value = Number(minus ? String.fromCodePoint(CodePoint.DASH, ...absNum) : String.fromCodePoint(...absNum));
    this.endToken("Float", "start", value);
    return this.back("DATA");
  }
  EXPONENT_RIGHT(cp3) {
    const { left, minus: leftMinus } = this.data;
    let minus = false;
    if (cp3 === CodePoint.DASH || cp3 === CodePoint.PLUS_SIGN) {
      minus = cp3 === CodePoint.DASH;
      cp3 = this.nextCode();
    }
    const { out } = this.parseDigits(cp3, isDigit2);
    const right = out;
    if (minus) right.unshift(CodePoint.DASH);
    const value = Number(leftMinus ? String.fromCodePoint(CodePoint.DASH, ...left, CodePoint.LATIN_SMALL_E, ...right) : String.fromCodePoint(...left, CodePoint.LATIN_SMALL_E, ...right));
    this.endToken("Float", "start", value);
    return this.back("DATA");
  }
  BOOLEAN(cp3) {
    if (cp3 === CodePoint.LATIN_SMALL_T) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_R) && this.eatCode(CodePoint.LATIN_SMALL_U) && this.eatCode(CodePoint.LATIN_SMALL_E)) {
        this.endToken("Boolean", "end", true);
        return "DATA";
      }
      this.moveAt(startPos);
    } else if (cp3 === CodePoint.LATIN_SMALL_F) {
      const startPos = this.codePointIterator.start;
      if (this.eatCode(CodePoint.LATIN_SMALL_A) && this.eatCode(CodePoint.LATIN_SMALL_L) && this.eatCode(CodePoint.LATIN_SMALL_S) && this.eatCode(CodePoint.LATIN_SMALL_E)) {
        this.endToken("Boolean", "end", false);
        return "DATA";
      }
      this.moveAt(startPos);
    }
    return this.reportParseError("unexpected-char");
  }
  DATE_MONTH(cp3) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (cp3 !== CodePoint.DASH) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.start;
    const data = this.data;
    data.month = Number(this.text.slice(start, end));
    return "DATE_DAY";
  }
  DATE_DAY(cp3) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.day = Number(this.text.slice(start, end));
    if (!isValidDate(data.year, data.month, data.day)) return this.reportParseError("invalid-date");
    cp3 = this.nextCode();
    if (cp3 === CodePoint.LATIN_CAPITAL_T || cp3 === CodePoint.LATIN_SMALL_T) return "TIME_HOUR";
    if (cp3 === CodePoint.SPACE) {
      const startPos = this.codePointIterator.start;
      if (isDigit2(this.nextCode()) && isDigit2(this.nextCode())) {
        this.moveAt(startPos);
        return "TIME_HOUR";
      }
      this.moveAt(startPos);
    }
    const dateValue = getDateFromDateTimeData(data, "");
    this.endToken("LocalDate", "start", dateValue);
    return this.back("DATA");
  }
  TIME_HOUR(cp3) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (cp3 !== CodePoint.COLON) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.start;
    const data = this.data;
    data.hour = Number(this.text.slice(start, end));
    return "TIME_MINUTE";
  }
  TIME_MINUTE(cp3) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.minute = Number(this.text.slice(start, end));
    cp3 = this.nextCode();
    if (cp3 === CodePoint.COLON) return "TIME_SECOND";
    if (this.tomlVersion.lt(1, 1)) return this.reportParseError("unexpected-char");
    if (!isValidTime(data.hour, data.minute, data.second)) return this.reportParseError("invalid-time");
    return this.processTimeEnd(cp3, data);
  }
  TIME_SECOND(cp3) {
    const start = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const end = this.codePointIterator.end;
    const data = this.data;
    data.second = Number(this.text.slice(start, end));
    if (!isValidTime(data.hour, data.minute, data.second)) return this.reportParseError("invalid-time");
    cp3 = this.nextCode();
    if (cp3 === CodePoint.DOT) return "TIME_SEC_FRAC";
    return this.processTimeEnd(cp3, data);
  }
  TIME_SEC_FRAC(cp3) {
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const start = this.codePointIterator.start;
    while (isDigit2(cp3)) cp3 = this.nextCode();
    const end = this.codePointIterator.start;
    const data = this.data;
    data.frac = this.text.slice(start, end);
    return this.processTimeEnd(cp3, data);
  }
  processTimeEnd(cp3, data) {
    if (data.hasDate) {
      if (cp3 === CodePoint.DASH || cp3 === CodePoint.PLUS_SIGN) {
        data.offsetSign = cp3;
        return "TIME_OFFSET";
      }
      if (cp3 === CodePoint.LATIN_CAPITAL_Z || cp3 === CodePoint.LATIN_SMALL_Z) {
        const dateValue$2 = getDateFromDateTimeData(data, "Z");
        this.endToken("OffsetDateTime", "end", dateValue$2);
        return "DATA";
      }
      const dateValue$1 = getDateFromDateTimeData(data, "");
      this.endToken("LocalDateTime", "start", dateValue$1);
      return this.back("DATA");
    }
    const dateValue = getDateFromDateTimeData(data, "");
    this.endToken("LocalTime", "start", dateValue);
    return this.back("DATA");
  }
  TIME_OFFSET(cp3) {
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const hourStart = this.codePointIterator.start;
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (cp3 !== CodePoint.COLON) return this.reportParseError("unexpected-char");
    const hourEnd = this.codePointIterator.start;
    cp3 = this.nextCode();
    const minuteStart = this.codePointIterator.start;
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    cp3 = this.nextCode();
    if (!isDigit2(cp3)) return this.reportParseError("unexpected-char");
    const minuteEnd = this.codePointIterator.end;
    const hour = Number(this.text.slice(hourStart, hourEnd));
    const minute = Number(this.text.slice(minuteStart, minuteEnd));
    if (!isValidTime(hour, minute, 0)) return this.reportParseError("invalid-time");
    const data = this.data;
    const dateValue = getDateFromDateTimeData(data, `${String.fromCodePoint(data.offsetSign)}${padStart(hour, 2)}:${padStart(minute, 2)}`);
    this.endToken("OffsetDateTime", "end", dateValue);
    return "DATA";
  }
  parseDigits(cp3, checkDigit) {
    if (cp3 === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
    if (!checkDigit(cp3)) return this.reportParseError("unexpected-char");
    const out = [];
    let before = CodePoint.NULL;
    let hasUnderscore = false;
    while (checkDigit(cp3) || cp3 === CodePoint.UNDERSCORE) {
      if (cp3 === CodePoint.UNDERSCORE) {
        hasUnderscore = true;
        if (before === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
      } else out.push(cp3);
      before = cp3;
      cp3 = this.nextCode();
    }
    if (before === CodePoint.UNDERSCORE) return this.reportParseError("invalid-underscore");
    return {
      out,
      nextCp: cp3,
      hasUnderscore
    };
  }
  parseUnicode(count2) {
    const startLoc = this.codePointIterator.start;
    const start = this.codePointIterator.end;
    let charCount = 0;
    let cp3;
    while ((cp3 = this.nextCode()) !== CodePoint.EOF) {
      if (!isHexDig(cp3)) {
        this.moveAt(startLoc);
        return this.reportParseError("invalid-char-in-escape-sequence");
      }
      charCount++;
      if (charCount >= count2) break;
    }
    const end = this.codePointIterator.end;
    const code2 = this.text.slice(start, end);
    const codePoint = parseInt(code2, 16);
    if (!isUnicodeScalarValue(codePoint)) return this.reportParseError("invalid-code-point", { cp: code2 });
    return codePoint;
  }
  reportParseErrorControlChar() {
    return this.reportParseError("invalid-control-character");
  }
};
function isUnquotedKeyChar(cp3, tomlVersion) {
  if (isLetter(cp3) || isDigit2(cp3) || cp3 === CodePoint.UNDERSCORE || cp3 === CodePoint.DASH) return true;
  if (tomlVersion.lt(1, 1)) return false;
  return false;
}
function isControlOtherThanTab(cp3) {
  return isControl(cp3) && cp3 !== CodePoint.TABULATION || cp3 === CodePoint.DELETE;
}
function isNonEOL(cp3) {
  return cp3 === CodePoint.TABULATION || CodePoint.SPACE <= cp3 && cp3 <= CodePoint.TILDE || isNonAscii(cp3);
}
function isNonAscii(cp3) {
  return CodePoint.PAD <= cp3 && cp3 <= CodePoint.CP_D7FF || CodePoint.CP_E000 <= cp3 && cp3 <= CodePoint.CP_10FFFF;
}
function isValidDate(y, m, d) {
  if (y >= 0 && m <= 12 && m >= 1 && d >= 1) return d <= (m === 2 ? y & 3 || !(y % 25) && y & 15 ? 28 : 29 : 30 + (m + (m >> 3) & 1));
  return false;
}
function isValidTime(h, m, s) {
  if (h >= 24 || h < 0 || m > 59 || m < 0 || s > 60 || s < 0) return false;
  return true;
}
function getDateFromDateTimeData(data, timeZone) {
  const year = padStart(data.year, 4);
  const month = data.month ? padStart(data.month, 2) : "01";
  const day = data.day ? padStart(data.day, 2) : "01";
  const hour = padStart(data.hour, 2);
  const minute = padStart(data.minute, 2);
  const second = padStart(data.second, 2);
  const textDate = `${year}-${month}-${day}`;
  const frac = data.frac ? `.${data.frac}` : "";
  const dateValue = /* @__PURE__ */ new Date(`${textDate}T${hour}:${minute}:${second}${frac}${timeZone}`);
  if (!isNaN(dateValue.getTime()) || data.second !== 60) return dateValue;
  return /* @__PURE__ */ new Date(`${textDate}T${hour}:${minute}:59${frac}${timeZone}`);
}
function padStart(num, maxLength) {
  return String(num).padStart(maxLength, "0");
}
var VALUE_KIND_VALUE = /* @__PURE__ */ Symbol("VALUE_KIND_VALUE");
var VALUE_KIND_INTERMEDIATE = /* @__PURE__ */ Symbol("VALUE_KIND_INTERMEDIATE");
var KeysResolver = class {
  constructor(ctx) {
    this.rootKeys = /* @__PURE__ */ new Map();
    this.tables = [];
    this.ctx = ctx;
  }
  applyResolveKeyForTable(node) {
    let keys = this.rootKeys;
    const peekKeyIndex = node.key.keys.length - 1;
    for (let index = 0; index < peekKeyIndex; index++) {
      const keyNode = node.key.keys[index];
      const keyName = toKeyName(keyNode);
      node.resolvedKey.push(keyName);
      let keyStore = keys.get(keyName);
      if (!keyStore) {
        keyStore = {
          node: keyNode,
          keys: /* @__PURE__ */ new Map()
        };
        keys.set(keyName, keyStore);
      } else if (keyStore.table === "array") {
        const peekIndex = keyStore.peekIndex;
        node.resolvedKey.push(peekIndex);
        keyStore = keyStore.keys.get(peekIndex);
      }
      keys = keyStore.keys;
    }
    const lastKeyNode = node.key.keys[peekKeyIndex];
    const lastKeyName = toKeyName(lastKeyNode);
    node.resolvedKey.push(lastKeyName);
    const lastKeyStore = keys.get(lastKeyName);
    if (!lastKeyStore) if (node.kind === "array") {
      node.resolvedKey.push(0);
      const newKeyStore = {
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(lastKeyName, {
        table: node.kind,
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map([[0, newKeyStore]]),
        peekIndex: 0
      });
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    } else {
      const newKeyStore = {
        table: node.kind,
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(lastKeyName, newKeyStore);
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    }
    else if (!lastKeyStore.table) if (node.kind === "array") this.ctx.reportParseError("dupe-keys", lastKeyNode);
    else {
      const transformKey = {
        table: node.kind,
        node: lastKeyNode,
        keys: lastKeyStore.keys
      };
      keys.set(lastKeyName, transformKey);
      this.tables.push({
        node,
        keys: transformKey.keys
      });
    }
    else if (lastKeyStore.table === "array") if (node.kind === "array") {
      const newKeyStore = {
        node: lastKeyNode,
        keys: /* @__PURE__ */ new Map()
      };
      const newIndex = lastKeyStore.peekIndex + 1;
      node.resolvedKey.push(newIndex);
      lastKeyStore.keys.set(newIndex, newKeyStore);
      lastKeyStore.peekIndex = newIndex;
      this.tables.push({
        node,
        keys: newKeyStore.keys
      });
    } else this.ctx.reportParseError("dupe-keys", lastKeyNode);
    else this.ctx.reportParseError("dupe-keys", lastKeyNode);
  }
  verifyDuplicateKeys(node) {
    for (const body of node.body) if (body.type === "TOMLKeyValue") verifyDuplicateKeysForKeyValue(this.ctx, this.rootKeys, body);
    for (const { node: tableNode, keys } of this.tables) for (const body of tableNode.body) verifyDuplicateKeysForKeyValue(this.ctx, keys, body);
  }
};
function verifyDuplicateKeysForKeyValue(ctx, defineKeys, node) {
  let keys = defineKeys;
  const lastKey = last(node.key.keys);
  for (const keyNode of node.key.keys) {
    const key = toKeyName(keyNode);
    let defineKey = keys.get(key);
    if (defineKey) {
      if (defineKey.value === VALUE_KIND_VALUE) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      else if (lastKey === keyNode) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      else if (defineKey.table) ctx.reportParseError("dupe-keys", getAfterNode(keyNode, defineKey.node));
      defineKey.value = VALUE_KIND_INTERMEDIATE;
    } else {
      if (lastKey === keyNode) defineKey = {
        value: VALUE_KIND_VALUE,
        node: keyNode,
        keys: /* @__PURE__ */ new Map()
      };
      else defineKey = {
        value: VALUE_KIND_INTERMEDIATE,
        node: keyNode,
        keys: /* @__PURE__ */ new Map()
      };
      keys.set(key, defineKey);
    }
    keys = defineKey.keys;
  }
  if (node.value.type === "TOMLInlineTable") verifyDuplicateKeysForInlineTable(ctx, keys, node.value);
  else if (node.value.type === "TOMLArray") verifyDuplicateKeysForArray(ctx, keys, node.value);
}
function verifyDuplicateKeysForInlineTable(ctx, defineKeys, node) {
  for (const body of node.body) verifyDuplicateKeysForKeyValue(ctx, defineKeys, body);
}
function verifyDuplicateKeysForArray(ctx, defineKeys, node) {
  const keys = defineKeys;
  for (let index = 0; index < node.elements.length; index++) {
    const element = node.elements[index];
    let defineKey = keys.get(index);
    if (defineKey) ctx.reportParseError("dupe-keys", getAfterNode(element, defineKey.node));
    else {
      defineKey = {
        value: VALUE_KIND_VALUE,
        node: element,
        keys: /* @__PURE__ */ new Map()
      };
      defineKeys.set(index, defineKey);
      if (element.type === "TOMLInlineTable") verifyDuplicateKeysForInlineTable(ctx, defineKey.keys, element);
      else if (element.type === "TOMLArray") verifyDuplicateKeysForArray(ctx, defineKey.keys, element);
    }
  }
}
function getAfterNode(a, b) {
  return a.range[0] <= b.range[0] ? b : a;
}
var Context = class {
  constructor(data) {
    this.tokens = [];
    this.comments = [];
    this.back = null;
    this.stateStack = [];
    this.needNewLine = false;
    this.needSameLine = false;
    this.currToken = null;
    this.prevToken = null;
    this.valueContainerStack = [];
    this.tokenizer = new Tokenizer(data.text, data.parserOptions);
    this.topLevelTable = data.topLevelTable;
    this.table = data.topLevelTable;
    this.keysResolver = new KeysResolver(this);
  }
  /**
  * Get the next token.
  */
  nextToken(option) {
    this.prevToken = this.currToken;
    if (this.back) {
      this.currToken = this.back;
      this.back = null;
    } else this.currToken = this._nextTokenFromTokenizer(option);
    if ((this.needNewLine || this.needSameLine || option?.needSameLine) && this.prevToken && this.currToken) if (this.prevToken.loc.end.line === this.currToken.loc.start.line) {
      if (this.needNewLine) return this.reportParseError("missing-newline", this.currToken);
    } else {
      const needSameLine = this.needSameLine || option?.needSameLine;
      if (needSameLine) return this.reportParseError(needSameLine, this.currToken);
    }
    this.needNewLine = false;
    this.needSameLine = false;
    return this.currToken;
  }
  _nextTokenFromTokenizer(option) {
    const valuesEnabled = this.tokenizer.valuesEnabled;
    if (option?.valuesEnabled) this.tokenizer.valuesEnabled = option.valuesEnabled;
    let token = this.tokenizer.nextToken();
    while (token && token.type === "Block") {
      this.comments.push(token);
      token = this.tokenizer.nextToken();
    }
    if (token) this.tokens.push(token);
    this.tokenizer.valuesEnabled = valuesEnabled;
    return token;
  }
  backToken() {
    if (this.back) throw new Error("Illegal state");
    this.back = this.currToken;
    this.currToken = this.prevToken;
  }
  addValueContainer(valueContainer) {
    this.valueContainerStack.push(valueContainer);
    this.tokenizer.valuesEnabled = true;
  }
  consumeValueContainer() {
    const valueContainer = this.valueContainerStack.pop();
    this.tokenizer.valuesEnabled = this.valueContainerStack.length > 0;
    return valueContainer;
  }
  applyResolveKeyForTable(node) {
    this.keysResolver.applyResolveKeyForTable(node);
  }
  verifyDuplicateKeys() {
    this.keysResolver.verifyDuplicateKeys(this.topLevelTable);
  }
  /**
  * Report an invalid token error.
  */
  reportParseError(code2, token) {
    let offset, line, column;
    if (token) {
      offset = token.range[0];
      line = token.loc.start.line;
      column = token.loc.start.column;
    } else {
      offset = this.tokenizer.start;
      const startPos = this.tokenizer.getLocFromIndex(offset);
      line = startPos.line;
      column = startPos.column;
    }
    throw new ParseError(code2, offset, line, column);
  }
};
var STATE_FOR_ERROR = { VALUE: "missing-value" };
var STRING_VALUE_STYLE_MAP = {
  BasicString: "basic",
  MultiLineBasicString: "basic",
  LiteralString: "literal",
  MultiLineLiteralString: "literal"
};
var STRING_KEY_STYLE_MAP = {
  BasicString: "basic",
  LiteralString: "literal"
};
var DATETIME_VALUE_KIND_MAP = {
  OffsetDateTime: "offset-date-time",
  LocalDateTime: "local-date-time",
  LocalDate: "local-date",
  LocalTime: "local-time"
};
var TOMLParser = class {
  /**
  * Initialize this parser.
  */
  constructor(text4, parserOptions) {
    this.text = text4;
    this.parserOptions = parserOptions || {};
    this.tomlVersion = getTOMLVer(this.parserOptions.tomlVersion);
  }
  /**
  * Parse TOML
  */
  parse() {
    const ast = {
      type: "Program",
      body: [],
      sourceType: "module",
      tokens: [],
      comments: [],
      parent: null,
      range: [0, 0],
      loc: {
        start: {
          line: 1,
          column: 0
        },
        end: {
          line: 1,
          column: 0
        }
      }
    };
    const node = {
      type: "TOMLTopLevelTable",
      body: [],
      parent: ast,
      range: cloneRange(ast.range),
      loc: cloneLoc(ast.loc)
    };
    ast.body = [node];
    const ctx = new Context({
      text: this.text,
      parserOptions: this.parserOptions,
      topLevelTable: node
    });
    let token = ctx.nextToken();
    if (token) {
      node.range[0] = token.range[0];
      node.loc.start = clonePos(token.loc.start);
      while (token) {
        const state$1 = ctx.stateStack.pop() || "TABLE";
        ctx.stateStack.push(...this[state$1](token, ctx));
        token = ctx.nextToken();
      }
      const state = ctx.stateStack.pop() || "TABLE";
      if (state in STATE_FOR_ERROR) return ctx.reportParseError(STATE_FOR_ERROR[state], null);
      if (ctx.table.type === "TOMLTable") applyEndLoc(ctx.table, last(ctx.table.body));
      applyEndLoc(node, last(node.body));
    }
    ctx.verifyDuplicateKeys();
    ast.tokens = ctx.tokens;
    ast.comments = ctx.comments;
    const endOffset = ctx.tokenizer.end;
    const endPos = ctx.tokenizer.getLocFromIndex(endOffset);
    ast.range[1] = endOffset;
    ast.loc.end = {
      line: endPos.line,
      column: endPos.column
    };
    return ast;
  }
  TABLE(token, ctx) {
    if (isBare(token) || isString(token)) return this.processKeyValue(token, ctx.table, ctx);
    if (isLeftBracket(token)) return this.processTable(token, ctx.topLevelTable, ctx);
    return ctx.reportParseError("unexpected-token", token);
  }
  VALUE(token, ctx) {
    if (isString(token) || isMultiLineString(token)) return this.processStringValue(token, ctx);
    if (isNumber(token)) return this.processNumberValue(token, ctx);
    if (isBoolean(token)) return this.processBooleanValue(token, ctx);
    if (isDateTime(token)) return this.processDateTimeValue(token, ctx);
    if (isLeftBracket(token)) return this.processArray(token, ctx);
    if (isLeftBrace(token)) return this.processInlineTable(token, ctx);
    return ctx.reportParseError("unexpected-token", token);
  }
  processTable(token, topLevelTableNode, ctx) {
    const tableNode = {
      type: "TOMLTable",
      kind: "standard",
      key: null,
      resolvedKey: [],
      body: [],
      parent: topLevelTableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    if (ctx.table.type === "TOMLTable") applyEndLoc(ctx.table, last(ctx.table.body));
    topLevelTableNode.body.push(tableNode);
    ctx.table = tableNode;
    let targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    if (isLeftBracket(targetToken)) {
      if (token.range[1] < targetToken.range[0]) return ctx.reportParseError("invalid-space", targetToken);
      tableNode.kind = "array";
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    }
    if (isRightBracket(targetToken)) return ctx.reportParseError("missing-key", targetToken);
    if (!targetToken) return ctx.reportParseError("unterminated-table-key", null);
    targetToken = this.processKeyNode(targetToken, tableNode, ctx).nextToken;
    if (!isRightBracket(targetToken)) return ctx.reportParseError("unterminated-table-key", targetToken);
    if (tableNode.kind === "array") {
      const rightBracket = targetToken;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
      if (!isRightBracket(targetToken)) return ctx.reportParseError("unterminated-table-key", targetToken);
      if (rightBracket.range[1] < targetToken.range[0]) return ctx.reportParseError("invalid-space", targetToken);
    }
    applyEndLoc(tableNode, targetToken);
    ctx.applyResolveKeyForTable(tableNode);
    ctx.needNewLine = true;
    return [];
  }
  processKeyValue(token, tableNode, ctx) {
    const keyValueNode = {
      type: "TOMLKeyValue",
      key: null,
      value: null,
      parent: tableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    tableNode.body.push(keyValueNode);
    const { nextToken: targetToken } = this.processKeyNode(token, keyValueNode, ctx);
    if (!isEq(targetToken)) return ctx.reportParseError("missing-equals-sign", targetToken);
    ctx.addValueContainer({
      parent: keyValueNode,
      set: (valNode) => {
        keyValueNode.value = valNode;
        applyEndLoc(keyValueNode, valNode);
        ctx.needNewLine = true;
        return [];
      }
    });
    ctx.needSameLine = "invalid-key-value-newline";
    return ["VALUE"];
  }
  processKeyNode(token, parent, ctx) {
    if (isDot(token)) ctx.reportParseError("invalid-leading-dot-in-key", token);
    const keyNode = {
      type: "TOMLKey",
      keys: [],
      parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    parent.key = keyNode;
    let targetToken = token;
    let dotToken = null;
    do {
      if (isBare(targetToken)) this.processBareKey(targetToken, keyNode);
      else if (isString(targetToken)) this.processStringKey(targetToken, keyNode);
      else break;
      dotToken = null;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
      if (!isDot(targetToken)) break;
      dotToken = targetToken;
      targetToken = ctx.nextToken({ needSameLine: "invalid-key-value-newline" });
    } while (targetToken);
    if (dotToken) ctx.reportParseError(isDot(targetToken) ? "invalid-consecutive-dots-in-key" : "invalid-trailing-dot-in-key", dotToken);
    applyEndLoc(keyNode, last(keyNode.keys));
    return {
      keyNode,
      nextToken: targetToken
    };
  }
  processBareKey(token, keyNode) {
    const node = {
      type: "TOMLBare",
      name: token.value,
      parent: keyNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    keyNode.keys.push(node);
  }
  processStringKey(token, keyNode) {
    const node = {
      type: "TOMLQuoted",
      kind: "string",
      value: token.string,
      style: STRING_KEY_STYLE_MAP[token.type],
      multiline: false,
      parent: keyNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    keyNode.keys.push(node);
  }
  processStringValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: "string",
      value: token.string,
      style: STRING_VALUE_STYLE_MAP[token.type],
      multiline: isMultiLineString(token),
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processNumberValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const text4 = this.text;
    const [startRange, endRange] = token.range;
    let numberString = null;
    const getNumberText = () => {
      return numberString ?? (numberString = text4.slice(startRange, endRange).replace(/_/g, ""));
    };
    let node;
    if (token.type === "Integer") node = {
      type: "TOMLValue",
      kind: "integer",
      value: token.number,
      bigint: token.bigint,
      get number() {
        return getNumberText();
      },
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    else node = {
      type: "TOMLValue",
      kind: "float",
      value: token.number,
      get number() {
        return getNumberText();
      },
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processBooleanValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: "boolean",
      value: token.boolean,
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processDateTimeValue(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLValue",
      kind: DATETIME_VALUE_KIND_MAP[token.type],
      value: token.date,
      datetime: token.value,
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    return valueContainer.set(node);
  }
  processArray(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLArray",
      elements: [],
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    const nextToken = ctx.nextToken({ valuesEnabled: true });
    if (isRightBracket(nextToken)) {
      applyEndLoc(node, nextToken);
      return valueContainer.set(node);
    }
    ctx.backToken();
    return this.processArrayValue(node, valueContainer, ctx);
  }
  processArrayValue(node, valueContainer, ctx) {
    ctx.addValueContainer({
      parent: node,
      set: (valNode) => {
        node.elements.push(valNode);
        let nextToken = ctx.nextToken({ valuesEnabled: true });
        const hasComma = isComma(nextToken);
        if (hasComma) nextToken = ctx.nextToken({ valuesEnabled: true });
        if (isRightBracket(nextToken)) {
          applyEndLoc(node, nextToken);
          return valueContainer.set(node);
        }
        if (hasComma) {
          ctx.backToken();
          return this.processArrayValue(node, valueContainer, ctx);
        }
        return ctx.reportParseError(nextToken ? "missing-comma" : "unterminated-array", nextToken);
      }
    });
    return ["VALUE"];
  }
  processInlineTable(token, ctx) {
    const valueContainer = ctx.consumeValueContainer();
    const node = {
      type: "TOMLInlineTable",
      body: [],
      parent: valueContainer.parent,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    const needSameLine = this.tomlVersion.gte(1, 1) ? void 0 : "invalid-inline-table-newline";
    const nextToken = ctx.nextToken({ needSameLine });
    if (nextToken) {
      if (isBare(nextToken) || isString(nextToken)) return this.processInlineTableKeyValue(nextToken, node, valueContainer, ctx);
      if (isRightBrace(nextToken)) {
        applyEndLoc(node, nextToken);
        return valueContainer.set(node);
      }
    }
    return ctx.reportParseError("unexpected-token", nextToken);
  }
  processInlineTableKeyValue(token, inlineTableNode, valueContainer, ctx) {
    const keyValueNode = {
      type: "TOMLKeyValue",
      key: null,
      value: null,
      parent: inlineTableNode,
      range: cloneRange(token.range),
      loc: cloneLoc(token.loc)
    };
    inlineTableNode.body.push(keyValueNode);
    const { nextToken: targetToken } = this.processKeyNode(token, keyValueNode, ctx);
    if (!isEq(targetToken)) return ctx.reportParseError("missing-equals-sign", targetToken);
    const needSameLine = this.tomlVersion.gte(1, 1) ? void 0 : "invalid-inline-table-newline";
    ctx.addValueContainer({
      parent: keyValueNode,
      set: (valNode) => {
        keyValueNode.value = valNode;
        applyEndLoc(keyValueNode, valNode);
        let nextToken = ctx.nextToken({ needSameLine });
        if (isComma(nextToken)) {
          nextToken = ctx.nextToken({ needSameLine });
          if (nextToken && (isBare(nextToken) || isString(nextToken))) return this.processInlineTableKeyValue(nextToken, inlineTableNode, valueContainer, ctx);
          if (isRightBrace(nextToken)) {
            if (this.tomlVersion.lt(1, 1)) return ctx.reportParseError("invalid-trailing-comma-in-inline-table", nextToken);
          } else return ctx.reportParseError(nextToken ? "unexpected-token" : "unterminated-inline-table", nextToken);
        }
        if (isRightBrace(nextToken)) {
          applyEndLoc(inlineTableNode, nextToken);
          return valueContainer.set(inlineTableNode);
        }
        return ctx.reportParseError(nextToken ? "missing-comma" : "unterminated-inline-table", nextToken);
      }
    });
    ctx.needSameLine = "invalid-key-value-newline";
    return ["VALUE"];
  }
};
function isDot(token) {
  return isPunctuator(token) && token.value === ".";
}
function isEq(token) {
  return isPunctuator(token) && token.value === "=";
}
function isLeftBracket(token) {
  return isPunctuator(token) && token.value === "[";
}
function isRightBracket(token) {
  return isPunctuator(token) && token.value === "]";
}
function isLeftBrace(token) {
  return isPunctuator(token) && token.value === "{";
}
function isRightBrace(token) {
  return isPunctuator(token) && token.value === "}";
}
function isComma(token) {
  return isPunctuator(token) && token.value === ",";
}
function isPunctuator(token) {
  return Boolean(token && token.type === "Punctuator");
}
function isBare(token) {
  return token.type === "Bare";
}
function isString(token) {
  return token.type === "BasicString" || token.type === "LiteralString";
}
function isMultiLineString(token) {
  return token.type === "MultiLineBasicString" || token.type === "MultiLineLiteralString";
}
function isNumber(token) {
  return token.type === "Integer" || token.type === "Float";
}
function isBoolean(token) {
  return token.type === "Boolean";
}
function isDateTime(token) {
  return token.type === "OffsetDateTime" || token.type === "LocalDateTime" || token.type === "LocalDate" || token.type === "LocalTime";
}
function applyEndLoc(node, child) {
  if (child) {
    node.range[1] = child.range[1];
    node.loc.end = clonePos(child.loc.end);
  }
}
function cloneRange(range) {
  return [range[0], range[1]];
}
function cloneLoc(loc) {
  return {
    start: clonePos(loc.start),
    end: clonePos(loc.end)
  };
}
function clonePos(pos) {
  return {
    line: pos.line,
    column: pos.column
  };
}
var tomlKeys = {
  Program: ["body"],
  TOMLTopLevelTable: ["body"],
  TOMLTable: ["key", "body"],
  TOMLKeyValue: ["key", "value"],
  TOMLKey: ["keys"],
  TOMLArray: ["elements"],
  TOMLInlineTable: ["body"],
  TOMLBare: [],
  TOMLQuoted: [],
  TOMLValue: []
};
var KEYS2 = unionWith(tomlKeys);
function parseForESLint(code2, options2) {
  return {
    ast: new TOMLParser(code2, options2).parse(),
    visitorKeys: KEYS2,
    services: { isTOML: true }
  };
}
var getStaticTOMLValue = generateConvertTOMLValue((node) => node.value);
function generateConvertTOMLValue(convertValue) {
  function resolveValue(node, baseTable) {
    return resolver[node.type](node, baseTable);
  }
  const resolver = {
    Program(node, baseTable = {}) {
      return resolveValue(node.body[0], baseTable);
    },
    TOMLTopLevelTable(node, baseTable = {}) {
      for (const body of node.body) resolveValue(body, baseTable);
      return baseTable;
    },
    TOMLKeyValue(node, baseTable = {}) {
      const value = resolveValue(node.value);
      set(baseTable, resolveValue(node.key), value);
      return baseTable;
    },
    TOMLTable(node, baseTable = {}) {
      const table2 = getTable(baseTable, resolveValue(node.key), node.kind === "array");
      for (const body of node.body) resolveValue(body, table2);
      return baseTable;
    },
    TOMLArray(node) {
      return node.elements.map((e) => resolveValue(e));
    },
    TOMLInlineTable(node) {
      const table2 = {};
      for (const body of node.body) resolveValue(body, table2);
      return table2;
    },
    TOMLKey(node) {
      return node.keys.map((key) => resolveValue(key));
    },
    TOMLBare(node) {
      return node.name;
    },
    TOMLQuoted(node) {
      return node.value;
    },
    TOMLValue(node) {
      return convertValue(node);
    }
  };
  return (node) => resolveValue(node);
}
function getTable(baseTable, keys, array2) {
  let target = baseTable;
  for (let index = 0; index < keys.length - 1; index++) {
    const key = keys[index];
    target = getNextTargetFromKey(target, key);
  }
  const lastKey = last(keys);
  const lastTarget = target[lastKey];
  if (lastTarget == null) {
    const tableValue$1 = {};
    target[lastKey] = array2 ? [tableValue$1] : tableValue$1;
    return tableValue$1;
  }
  if (isValue(lastTarget)) {
    const tableValue$1 = {};
    target[lastKey] = array2 ? [tableValue$1] : tableValue$1;
    return tableValue$1;
  }
  if (!array2) {
    if (Array.isArray(lastTarget)) {
      const tableValue$1 = {};
      target[lastKey] = tableValue$1;
      return tableValue$1;
    }
    return lastTarget;
  }
  if (Array.isArray(lastTarget)) {
    const tableValue$1 = {};
    lastTarget.push(tableValue$1);
    return tableValue$1;
  }
  const tableValue = {};
  target[lastKey] = [tableValue];
  return tableValue;
  function getNextTargetFromKey(currTarget, key) {
    const nextTarget = currTarget[key];
    if (nextTarget == null) {
      const val = {};
      currTarget[key] = val;
      return val;
    }
    if (isValue(nextTarget)) {
      const val = {};
      currTarget[key] = val;
      return val;
    }
    let resultTarget = nextTarget;
    while (Array.isArray(resultTarget)) {
      const lastIndex = resultTarget.length - 1;
      const nextElement = resultTarget[lastIndex];
      if (isValue(nextElement)) {
        const val = {};
        resultTarget[lastIndex] = val;
        return val;
      }
      resultTarget = nextElement;
    }
    return resultTarget;
  }
}
function set(baseTable, keys, value) {
  let target = baseTable;
  for (let index = 0; index < keys.length - 1; index++) {
    const key = keys[index];
    const nextTarget = target[key];
    if (nextTarget == null) {
      const val = {};
      target[key] = val;
      target = val;
    } else if (isValue(nextTarget) || Array.isArray(nextTarget)) {
      const val = {};
      target[key] = val;
      target = val;
    } else target = nextTarget;
  }
  target[last(keys)] = value;
}
function isValue(value) {
  return typeof value !== "object" || value instanceof Date;
}
function parseTOML(code2, options2) {
  return parseForESLint(code2, options2).ast;
}

// src/config/toml.ts
function parseToml(text4) {
  let located;
  return {
    table: parse4(text4),
    // Lazily, as few documents need lines, and the positions of hundreds of documents take much memory.
    lineOf: (path) => {
      located ??= locate(text4);
      return located(path);
    }
  };
}
function locate(text4) {
  const lines = /* @__PURE__ */ new Map();
  const linesInside = /* @__PURE__ */ new Map();
  const key = (path) => JSON.stringify(path);
  const record2 = (path, node) => {
    const { line } = node.loc.start;
    if (!lines.has(key(path))) lines.set(key(path), line);
    for (let length = path.length - 1; length > 0; length--) {
      const parent = key(path.slice(0, length));
      if (!linesInside.has(parent)) linesInside.set(parent, line);
    }
  };
  const visitValue = (path, node) => {
    record2(path, node);
    if (node.type === "TOMLArray") {
      for (const [i, element] of node.elements.entries()) visitValue([...path, i], element);
    }
    if (node.type === "TOMLInlineTable") for (const entry of node.body) visitPair(path, entry);
  };
  const visitPair = (path, pair) => {
    let current = path;
    for (const part of pair.key.keys) {
      current = [...current, part.type === "TOMLBare" ? part.name : part.value];
      record2(current, pair);
    }
    visitValue(current, pair.value);
  };
  for (const node of topNodes(text4)) {
    if (node.type === "TOMLKeyValue") visitPair([], node);
    else {
      record2(node.resolvedKey, node);
      for (const pair of node.body) visitPair(node.resolvedKey, pair);
    }
  }
  return (path) => {
    const inside = lines.has(key(path)) ? void 0 : linesInside.get(key(path));
    if (inside !== void 0) return inside;
    for (let length = path.length; length > 0; length--) {
      const line = lines.get(key(path.slice(0, length)));
      if (line !== void 0) return line;
    }
    return void 0;
  };
}
function topNodes(text4) {
  try {
    return parseTOML(text4.replace(/^\ufeff/, ""), { tomlVersion: "1.1" }).body[0].body;
  } catch {
    return [];
  }
}
function table(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date) ? value : {};
}
function isStringArray(value) {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

// src/project/poetry-requirements.ts
function poetryRequirements(dependencies2, workspaceMembers = /* @__PURE__ */ new Set()) {
  return Object.entries(dependencies2).flatMap(([name, value]) => {
    if (name === "python") return [];
    return (Array.isArray(value) ? value : [value]).flatMap(
      (entry) => requirement(name, entry, workspaceMembers)
    );
  });
}
function requirement(name, value, workspaceMembers) {
  if (typeof value === "string") return [`${name}${specifier(value)}`];
  const { extras: extras2, markers, python, platform, path, git: git2, url, ...rest } = table(value);
  const isMember = path !== void 0 && workspaceMembers.has(normalizeName(name));
  const version2 = isMember ? "*" : rest.version;
  if (path !== void 0 && !isMember || git2 !== void 0 || typeof version2 !== "string")
    return typeof url === "string" ? [`${name} @ ${url}`] : [];
  const named = Array.isArray(extras2) && extras2.length > 0 ? `${name}[${extras2.join(",")}]` : name;
  const conditions = [
    typeof markers === "string" ? `(${markers})` : "",
    typeof python === "string" ? pythonMarker(python) : "",
    typeof platform === "string" ? `sys_platform == "${platform}"` : ""
  ].filter(Boolean);
  return [`${named}${specifier(version2)}${conditions.length > 0 ? `; ${conditions.join(" and ")}` : ""}`];
}
function specifier(constraint) {
  return alternatives(constraint).at(-1) ?? "";
}
function alternatives(constraint) {
  return constraint.split(/\|\|?/).map(
    (alternative) => [...alternative.matchAll(/(\^|~(?!=)|<>|[<>=!~]=?=?)?\s*([^\s,<>=!~^]+)/g)].map(([, operator = "", version2 = ""]) => convertClause(operator, version2)).filter(Boolean).join(",")
  );
}
function convertClause(operator, version2) {
  if (version2 === "*") return "";
  const numbers = (/^v?(\d+(?:\.\d+)*)/.exec(version2)?.[1] ?? "").split(".").map(Number);
  switch (operator) {
    case "^":
      return `>=${version2},<${nextAfter(
        numbers,
        numbers.findIndex((number2) => number2 > 0)
      )}`;
    case "~":
      return `>=${version2},<${nextAfter(numbers, Math.min(1, numbers.length - 1))}`;
    case "":
    case "=":
      return `==${version2}`;
    case "<>":
      return `!=${version2}`;
    default:
      return `${operator}${version2}`;
  }
}
function nextAfter(numbers, index) {
  const at2 = index < 0 ? numbers.length - 1 : index;
  return [...numbers.slice(0, at2), (numbers[at2] ?? 0) + 1].join(".");
}
function pythonMarker(constraint) {
  const markers = alternatives(constraint).map(
    (alternative) => alternative.split(",").flatMap((part) => {
      const [, operator, version2 = ""] = /^([<>=!~]+)(.+)$/.exec(part) ?? [];
      const variable = version2.split(".").length > 2 ? "python_full_version" : "python_version";
      return operator === void 0 ? [] : [`${variable} ${operator} "${version2}"`];
    }).join(" and ")
  );
  if (markers.includes("")) return "";
  return markers.length > 1 ? `(${markers.join(" or ")})` : markers.join("");
}

// src/python/requires-python.ts
var MINORS = Array.from({ length: 13 }, (_, i) => i + 8);
function isAllowed(version2, requiresPython) {
  const specifiers = requiresPython?.trim();
  if (!specifiers || !validRange(specifiers)) return true;
  return satisfies(version2, specifiers, { prereleases: true });
}
function mayAllow(requiresPython, python) {
  const versions2 = python.split(".").length > 2 ? [python] : [`${python}.0`, `${python}.50`];
  return versions2.some((version2) => isAllowed(version2, requiresPython));
}
function oldestAllowed(requiresPython) {
  if (!requiresPython?.trim() || !validRange(requiresPython.trim())) return void 0;
  const minor2 = MINORS.find((one) => [0, 50].some((micro) => isAllowed(`3.${one}.${micro}`, requiresPython)));
  return minor2 === void 0 ? void 0 : `3.${minor2}`;
}

// src/matrix/choose-pythons.ts
var RELEASED = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"];
function choosePythons(requested, requiresPython) {
  if (requested !== void 0) {
    return {
      chosen: requested.filter((python) => mayAllow(requiresPython, python)),
      refused: requested.filter((python) => !mayAllow(requiresPython, python))
    };
  }
  const allowed = RELEASED.filter((python) => mayAllow(requiresPython, python));
  const hasMinimum = !mayAllow(requiresPython, "3.0");
  const extremes = [...hasMinimum ? allowed.slice(0, 1) : [], ...allowed.slice(-1)];
  return { chosen: [...new Set(extremes)], refused: [] };
}

// src/matrix/pack.ts
var MIN_SECONDS_TO_SPLIT = 60;
function pack(groups, maxJobs) {
  const split = groups.map((group2) => ({ group: group2, jobs: [group2.packages] }));
  for (let free = maxJobs - groups.length; free > 0 && split.length > 0; ) {
    const slowest = split.reduce((a, b) => longest(b.jobs) > longest(a.jobs) ? b : a);
    if (longest(slowest.jobs) <= MIN_SECONDS_TO_SPLIT) break;
    const more = shortened(slowest, free);
    if (more === void 0) break;
    free -= more.length - slowest.jobs.length;
    slowest.jobs = more;
  }
  return split.flatMap(
    ({ group: { os, python }, jobs }) => jobs.map((packages2) => ({ os, python, packages: [...packages2].sort(byPath) }))
  );
}
function shortened({ group: group2, jobs }, free) {
  const max = Math.min(jobs.length + free, group2.packages.length);
  for (let count2 = jobs.length + 1; count2 <= max; count2++) {
    const more = longestFirst(group2.packages, count2);
    if (longest(more) < longest(jobs)) return more;
  }
  return void 0;
}
function longestFirst(packages2, jobs) {
  const bins = Array.from({ length: jobs }, () => ({ seconds: 0, packages: [] }));
  for (const one of [...packages2].sort((a, b) => b.seconds - a.seconds || byPath(a, b))) {
    const lightest = bins.reduce((a, b) => b.seconds < a.seconds ? b : a);
    lightest.seconds += one.seconds;
    lightest.packages.push(one);
  }
  return bins.map((bin) => bin.packages);
}
function longest(jobs) {
  return Math.max(...jobs.map((packages2) => packages2.reduce((sum2, { seconds: seconds3 }) => sum2 + seconds3, 0)));
}
function byPath(a, b) {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

// src/matrix/jobs.ts
function shardPackages(chosen, mode, earlier) {
  const { combinations, leftOut: refused } = combine(chosen.flatMap(packagesOf), mode);
  const seconds3 = secondsOf(timingsOf(earlier), combinations);
  const groups = /* @__PURE__ */ new Map();
  for (const one of combinations) {
    const key = `${one.os}
${one.python}`;
    const group2 = groups.get(key) ?? { os: one.os, python: one.python, packages: [] };
    group2.packages.push({ path: one.path, name: one.name, ...seconds3(one) });
    groups.set(key, group2);
  }
  if (groups.size > mode.maxJobs) {
    const message = `max-jobs is ${mode.maxJobs}, but there are ${count(groups.size, "combination")} of Python and runner, and each needs a job of its own.`;
    throw new ConfigurationError([{ message }]);
  }
  return {
    shards: pack([...groups.values()], mode.maxJobs),
    leftOut: [...chosen.flatMap(leftOutOf), ...refused]
  };
}
function packagesOf({ checkout, sources, verified }) {
  const byPath2 = new Map(sources.map(({ project }) => [project.path, project]));
  const files = fileCounts(checkout);
  return verified.flatMap((path) => {
    const project = byPath2.get(path);
    return project === void 0 ? [] : [{ project, files: files.get(path) ?? 0 }];
  });
}
function leftOutOf({ sources, unchanged }) {
  return sources.flatMap(({ project: { path, name } }) => {
    const reason = unchanged.get(path);
    return reason === void 0 ? [] : [{ path, name, reason }];
  });
}
function fileCounts({ files }) {
  const found = /* @__PURE__ */ new Map();
  for (const file of files) {
    for (let directory = dirname2(file); ; directory = dirname2(directory)) {
      found.set(directory, (found.get(directory) ?? 0) + 1);
      if (directory === ".") break;
    }
  }
  return found;
}
function combine(packages2, { pythons, runners }) {
  const leftOut = [];
  const chosen = packages2.map(({ project, files }) => {
    const { path, name } = project;
    const requiresPython = requiresPythonOf(project);
    const { chosen: chosen2, refused } = choosePythons(pythons, requiresPython);
    if (chosen2.length === 0) {
      const message = `${path}: Requires-Python ${requiresPython} allows none of the Pythons to verify with${pythons === void 0 ? "" : ` (${pythons.join(", ")})`}. Give one that it allows by pythons.`;
      throw new ConfigurationError([{ message }]);
    }
    for (const python of refused)
      leftOut.push({ path, name, python, reason: `Requires-Python ${requiresPython} does not allow it` });
    return { path, name, files, pythons: chosen2 };
  });
  const all = [...new Set(chosen.flatMap((one) => one.pythons))].sort(byVersion);
  const combinations = runners.flatMap(
    (os) => all.flatMap(
      (python) => chosen.filter((one) => one.pythons.includes(python)).map(({ path, name, files }) => ({ path, name, files, os, python, system: systemOf(os) }))
    )
  );
  return { combinations, leftOut };
}
function requiresPythonOf({ requiresPython, pyproject }) {
  const python = table(table(table(pyproject.tool).poetry).dependencies).python;
  return requiresPython ?? (typeof python === "string" ? specifier(python) : void 0);
}
function byVersion(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}

// src/process/scratch.ts
import { chmodSync, readdirSync, rmSync } from "node:fs";
import { mkdtemp as mkdtemp2, realpath } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { join as join6 } from "node:path";
async function withScratch(act) {
  const scratch = await realpath(await mkdtemp2(join6(tmpdir2(), "as-installed-")));
  const cleanUp = () => removeDirectory(scratch);
  process.once("exit", cleanUp);
  try {
    return await act(scratch);
  } finally {
    removeDirectory(scratch);
    process.removeListener("exit", cleanUp);
  }
}
function removeDirectory(directory) {
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  try {
    remove();
  } catch {
    try {
      makeWritable(directory);
      remove();
    } catch {
    }
  }
}
function makeWritable(directory) {
  chmodSync(directory, 448);
  for (const entry of readdirSync(directory, { withFileTypes: true }))
    if (entry.isDirectory()) makeWritable(join6(directory, entry.name));
}

// src/repository/find-packages.ts
import { existsSync as existsSync4 } from "node:fs";
import { readFile as readFile6 } from "node:fs/promises";
import { join as join12, resolve as resolve6 } from "node:path";
import { dirname as dirname7 } from "node:path/posix";

// src/project/project.ts
import { isUtf8 } from "node:buffer";
import { readFile as readFile3 } from "node:fs/promises";
import { basename as basename2, join as join8 } from "node:path";

// src/config/bump-policy.ts
var BUMP_SIZES = ["none", "patch", "minor", "major"];
var BUMP_SEVERITIES = ["warning", "error", "off"];

// src/config/settings.ts
var text3 = pipe(string(), trim(), nonEmpty());
var texts2 = array(text3);
var status = pipe(number(), integer(), minValue(0), maxValue(255));
var seconds = pipe(number(), minValue(1e-3), maxValue(MAX_SECONDS));
var A_DATE = "be a date such as 2027-01-31";
var isDay = (day) => !Number.isNaN(day.getTime()) && day.getUTCFullYear() > 0;
var isDayString = (text4) => isDay(new Date(text4)) && new Date(text4).toISOString().slice(0, 10) === text4;
var date2 = pipe(
  union([pipe(date(), check(isDay, A_DATE)), pipe(string(), check(isDayString, A_DATE))]),
  transform((value) => new Date(value).toISOString().slice(0, 10))
);
var Script = strictObject({
  args: optional(texts2),
  exit: optional(union([status, array(status)])),
  extras: optional(texts2),
  "time-limit": optional(seconds),
  skip: optional(text3)
});
var policy = picklist(VERSION_POLICIES);
var Policy = union([
  policy,
  strictObject(
    Object.fromEntries(POLICY_EVENTS.map((event) => [event, optional(policy)]))
  )
]);
var Bump = strictObject({
  breaking: optional(picklist(BUMP_SIZES)),
  added: optional(picklist(BUMP_SIZES)),
  severity: optional(picklist(BUMP_SEVERITIES))
});
var settingsWith = (rule) => strictObject({
  ignore: optional(
    array(
      strictObject({
        rule,
        reason: text3,
        expires: optional(date2),
        match: optional(text3)
      })
    ),
    []
  ),
  scripts: optional(record(string(), Script), {}),
  tests: optional(
    strictObject({
      requirements: optional(texts2),
      args: optional(texts2, []),
      "time-limit": optional(seconds),
      skip: optional(text3)
    }),
    {}
  ),
  version: optional(
    strictObject({
      policy: optional(Policy),
      tag: optional(
        pipe(
          text3,
          check(
            (pattern) => pattern.split("{version}").length === 2,
            'contain {version} once, as in "pkg-v{version}"'
          )
        )
      ),
      // The version in the source, which the release workflow replaces.
      placeholder: optional(text3),
      "release-branches": optional(texts2, ["release-please--*", "release-please--*/**"]),
      "waive-label": optional(text3, "no-version-bump"),
      "waive-trailer": optional(text3, "No-Version-Bump"),
      bump: optional(Bump)
    }),
    {}
  ),
  "pass-env": optional(texts2, []),
  generated: optional(texts2, [])
});
var Settings = settingsWith(text3);
var DEFAULT_SETTINGS = parse3(Settings, {});
var ROOT = ["tool", "as-installed"];
function readSettings(table2, file, lineOf, rules) {
  const parsed = safeParse(rules === void 0 ? Settings : settingsWith(picklist(rules)), table2 ?? {});
  if (parsed.success) return { settings: parsed.output, problems: [] };
  const problems = parsed.issues.map((issue) => {
    const path = [...ROOT, ...(issue.path ?? []).map((part) => part.key)];
    const line = lineOf(path);
    return { message: sentence(issue, path), file, ...line === void 0 ? {} : { line } };
  });
  return { settings: DEFAULT_SETTINGS, problems };
}
function sentence(issue, path) {
  const parent = dotted(path.slice(0, -1));
  const key = dotted(path);
  if (issue.type === "strict_object" && issue.expected === "never") {
    const known = knownKeys(path);
    const keys = known.length > 0 ? ` The keys there are ${list(known)}.` : "";
    return `[${parent}] has the unknown key "${path.at(-1)}".${keys}`;
  }
  if (issue.type === "strict_object" && issue.received === "undefined") {
    return `[${parent}] lacks "${path.at(-1)}", which is required there.`;
  }
  if (issue.type === "check") {
    return `${key} is ${issue.received}, but it must ${issue.message}.`;
  }
  if (issue.type === "non_empty") return `${key} is "", but it must be a text that is not empty.`;
  const expected = {
    string: "a text",
    array: "a list",
    number: "a number",
    integer: "a whole number",
    strict_object: "a table",
    record: "a table",
    union: UNIONS[path.at(-1)] ?? "a status, or a list of them",
    min_value: `at least ${"requirement" in issue ? issue.requirement : ""}`,
    max_value: `at most ${"requirement" in issue ? issue.requirement : ""}`
  };
  const requirement2 = issue.type === "picklist" ? `one of ${issue.expected?.replace(/[()]/g, "").replaceAll(" | ", ", ")}` : expected[issue.type];
  const received = issue.received === "null" ? "another table" : issue.received;
  return `${key} is ${received}, but it must be ${requirement2 ?? issue.expected}.`;
}
var UNIONS = {
  expires: "a date such as 2027-01-31",
  policy: `one of ${VERSION_POLICIES.join(", ")}, or a table of them by event: ${list(POLICY_EVENTS)}`
};
function dotted(path) {
  return path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("").replace(/^\./, "");
}
function knownKeys(path) {
  const below = path.slice(ROOT.length, -1);
  switch (below[0]) {
    case void 0:
      return Object.keys(Settings.entries);
    case "scripts":
      return Object.keys(Script.entries);
    case "tests":
      return Object.keys(Settings.entries.tests.wrapped.entries);
    case "version":
      return Object.keys(below[1] === "bump" ? Bump.entries : Settings.entries.version.wrapped.entries);
    case "ignore":
      return Object.keys(Settings.entries.ignore.wrapped.item.entries);
    default:
      return [];
  }
}

// src/project/declared-entry-points.ts
function entryPointsInPyproject(declared, tablePath, file, lineOf) {
  const entryPoints = (group2, entries, path) => Object.entries(table(entries)).flatMap(
    ([name, value]) => typeof value === "string" ? [{ group: group2, name, value, file, line: lineOf([...tablePath, ...path, name]) }] : []
  );
  const groups = (key) => Object.entries(table(declared[key])).flatMap(
    ([group2, entries]) => entryPoints(group2, entries, [key, group2])
  );
  return [
    ...entryPoints("console_scripts", declared.scripts, ["scripts"]),
    ...entryPoints("gui_scripts", declared["gui-scripts"], ["gui-scripts"]),
    ...groups("entry-points"),
    ...groups("plugins")
  ];
}
function entryPointsInSetupCfg(setupCfg, file) {
  const groups = [...setupCfg.get("options.entry_points") ?? []];
  return groups.flatMap(
    ([group2, lines]) => lines.split("\n").flatMap((line) => {
      const [, name, value] = /^([^=#]+?)\s*=\s*(.+)$/.exec(line) ?? [];
      return name === void 0 || value === void 0 ? [] : [{ group: group2, name, value, file, line: void 0 }];
    })
  );
}

// src/project/ini.ts
function parseIni(text4) {
  const sections = /* @__PURE__ */ new Map();
  let section2;
  let key;
  let keyIndent = 0;
  for (const line of text4.split(/\r?\n/)) {
    const content = line.trim();
    if (content === "" || /^[#;]/.test(content)) continue;
    const indent2 = line.length - line.trimStart().length;
    const header = /^\[(.+)\]/.exec(line);
    if (header?.[1] !== void 0) {
      section2 = sections.get(header[1].trim()) ?? /* @__PURE__ */ new Map();
      sections.set(header[1].trim(), section2);
      key = void 0;
    } else if (section2 !== void 0 && key !== void 0 && indent2 > keyIndent) {
      section2.set(key, `${section2.get(key)}
${content}`.trim());
    } else {
      const pair = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content);
      key = pair?.[1]?.toLowerCase();
      keyIndent = indent2;
      if (key !== void 0) section2?.set(key, pair?.[2] ?? "");
    }
  }
  return sections;
}

// src/project/source-tree.ts
import { relative as relative3, sep as sep2 } from "node:path";
function pathInSourceTree({ root }, absolute) {
  return relative3(root, absolute).split(sep2).join("/") || ".";
}

// src/project/uv-lock.ts
import { readFile as readFile2 } from "node:fs/promises";
import { join as join7 } from "node:path";
import { dirname as dirname3, normalize } from "node:path/posix";
async function readUvLock(checkout, path) {
  for (let directory = path; ; directory = dirname3(directory)) {
    const file = directory === "." ? "uv.lock" : `${directory}/uv.lock`;
    if (checkout.files.includes(file)) {
      const text4 = await readFile2(join7(checkout.root, file), "utf8").catch(() => "");
      const found = findEntry(text4, (source) => normalize(`${directory}/${source}`) === normalize(path));
      if (found !== void 0) return { ...found, file };
    }
    if (directory === ".") return void 0;
  }
}
function findEntry(text4, isSource) {
  let line = 1;
  for (const entry of text4.split(/^(?=\[\[package\]\])/m)) {
    const lines = entry.split("\n");
    if (/^source = \{ (?:editable|virtual|directory) = /m.test(entry)) {
      const { version: version2, source } = parseEntry(entry);
      if (source !== void 0 && isSource(source)) {
        const at2 = lines.findIndex((text5) => text5.startsWith("version = "));
        return { version: version2 ?? null, line: line + Math.max(at2, 0) };
      }
    }
    line += lines.length - 1;
  }
  return void 0;
}
function parseEntry(entry) {
  try {
    const [{ version: version2, source }] = parseToml(entry).table.package;
    return { ...version2 === void 0 ? {} : { version: version2 }, source: Object.values(source)[0] };
  } catch {
    return {};
  }
}

// src/project/project.ts
var LEGACY_BUILD_SYSTEM = {
  requires: ["setuptools >= 40.8.0"],
  backend: "setuptools.build_meta:__legacy__",
  backendPath: []
};
async function readProject(checkout, directory, rules) {
  const path = pathInSourceTree(checkout, directory);
  const read2 = (name) => readFile3(join8(directory, name)).catch(() => void 0);
  const [pyprojectBytes, setupCfgBytes, setupPy] = await Promise.all(
    ["pyproject.toml", "setup.cfg", "setup.py"].map(read2)
  );
  const [pyprojectText, setupCfgText] = [pyprojectBytes?.toString(), setupCfgBytes?.toString()];
  if (pyprojectText === void 0 && setupCfgText === void 0 && setupPy === void 0) {
    throw new ConfigurationError([{ message: noProject(checkout, path) }]);
  }
  const file = pyprojectOf({ path });
  if (pyprojectBytes !== void 0) checkEncoding(pyprojectBytes, file);
  const { table: pyproject, lineOf } = parsePyproject(pyprojectText ?? "", file);
  const setupCfg = parseIni(setupCfgText ?? "");
  const tool = table(pyproject.tool);
  const { settings, problems } = tool["as-installed"] === void 0 ? { settings: DEFAULT_SETTINGS, problems: [] } : readSettings(tool["as-installed"], file, lineOf, rules);
  const buildSystem = readBuildSystem(pyproject, file, lineOf, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const declared = table(pyproject.project);
  const poetry = table(tool.poetry);
  const metadata2 = setupCfg.get("metadata");
  return {
    directory,
    path,
    name: asString(declared.name) ?? asString(poetry.name) ?? metadata2?.get("name") ?? basename2(directory),
    pyproject,
    lineOf,
    setupCfg,
    buildSystem,
    requiresPython: asString(declared["requires-python"]) ?? setupCfg.get("options")?.get("python_requires"),
    declaredEntryPoints: [
      ...entryPointsInPyproject(declared, ["project"], file, lineOf),
      ...entryPointsInPyproject(poetry, ["tool", "poetry"], file, lineOf),
      .../^setuptools\b/.test(buildSystem.backend) ? entryPointsInSetupCfg(setupCfg, fileOf({ path }, "setup.cfg")) : []
    ],
    lockedVersion: await readUvLock(checkout, path),
    settings,
    workspaceMembers: [],
    dependencyCycle: []
  };
}
function noProject(checkout, path) {
  const where = path === "." ? checkout.root : path;
  const inside = prefixOf({ path });
  const below = checkout.files.filter((file) => file.startsWith(inside) && file.endsWith("/pyproject.toml"));
  const hint = below.length > 0 ? ` There is one below it: ${below.slice(0, 3).join(", ")}.` : "";
  return `There is no Python project in ${where}: it has no pyproject.toml, setup.cfg or setup.py. Give the folder that has.${hint}`;
}
function checkEncoding(content, file) {
  const refuse = (problem) => {
    throw new ConfigurationError([{ message: `${file} ${problem}`, file, line: 1 }]);
  };
  if (!isUtf8(content)) refuse("is not UTF-8, as TOML has to be. Save it as UTF-8.");
  if (content.subarray(0, 3).equals(BYTE_ORDER_MARK))
    refuse("begins with a byte order mark, which no Python tool reads. Save it without one.");
}
var BYTE_ORDER_MARK = Buffer.from("\uFEFF");
function parsePyproject(content, file) {
  try {
    return parseToml(content);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "");
    const message = `${file} is not TOML, line ${error.line}, column ${error.column}: ${reason}. Mend that line.`;
    throw new ConfigurationError([{ message, file, line: error.line }]);
  }
}
function readBuildSystem(pyproject, file, lineOf, problems) {
  const given = pyproject["build-system"];
  if (given === void 0) return LEGACY_BUILD_SYSTEM;
  const { requires, "build-backend": backend, "backend-path": backendPath } = table(given);
  const addProblem = (key, expected) => {
    const line = lineOf(["build-system", key]);
    problems.push({
      message: `build-system.${key} of ${file} is missing or of the wrong type: it must be ${expected} (PEP 518).`,
      file,
      ...line === void 0 ? {} : { line }
    });
  };
  if (!isStringArray(requires)) addProblem("requires", "a list of requirements");
  if (backend !== void 0 && typeof backend !== "string") addProblem("build-backend", "a text");
  if (backendPath !== void 0 && !isStringArray(backendPath))
    addProblem("backend-path", "a list of folders");
  return {
    requires: isStringArray(requires) ? requires : [],
    backend: typeof backend === "string" ? backend : LEGACY_BUILD_SYSTEM.backend,
    backendPath: isStringArray(backendPath) ? backendPath : []
  };
}
function prefixOf({ path }) {
  return path === "." ? "" : `${path}/`;
}
function fileOf(project, file) {
  return prefixOf(project) + file;
}
function pyprojectOf(project) {
  return fileOf(project, "pyproject.toml");
}
function valueAt({ pyproject }, path) {
  return path.reduce((value, key) => table(value)[key], pyproject);
}
function asString(value) {
  return typeof value === "string" ? value : void 0;
}

// src/project/test-dependencies.ts
import { readFile as readFile4 } from "node:fs/promises";
import { dirname as dirname4, join as join9, resolve as resolve4 } from "node:path";
var TEST_NAMES = ["test", "tests", "testing"];
var DEV_NAMES = ["dev", "develop", "development"];
var TEST_FILES = [
  "requirements-test.txt",
  "requirements-tests.txt",
  "requirements-testing.txt",
  "requirements_test.txt",
  "requirements_tests.txt",
  "test-requirements.txt",
  "test_requirements.txt",
  "requirements/test.txt",
  "requirements/tests.txt",
  "requirements/testing.txt",
  "requirements/requirements-test.txt",
  "requirements/requirements-tests.txt",
  "requirements/requirements-testing.txt",
  "requirements/test-requirements.txt",
  "requirements.test.txt",
  "tests/requirements.txt",
  "tests/requirements-test.txt",
  "tests/test-requirements.txt",
  "test/requirements.txt"
];
var DEV_FILES = [
  "requirements-dev.txt",
  "requirements_dev.txt",
  "dev-requirements.txt",
  "dev_requirements.txt",
  "requirements/dev.txt",
  "requirements/development.txt",
  "requirements/requirements-dev.txt",
  "requirements/dev-requirements.txt",
  "requirements.dev.txt"
];
function isRequirementsFile(file) {
  return /^requirements(?:\/|[-_.]?)[\w.-]*\.txt$/.test(file) || [...TEST_FILES, ...DEV_FILES].includes(file);
}
var SOURCES = [
  (context) => dependencyGroup(context, TEST_NAMES),
  (context) => extra(context, TEST_NAMES),
  (context) => toolTables(context, TEST_NAMES),
  (context) => requirementsFile(context, TEST_FILES),
  tox,
  setuptoolsTestsRequire,
  (context) => dependencyGroup(context, DEV_NAMES),
  (context) => extra(context, DEV_NAMES),
  (context) => toolTables(context, DEV_NAMES),
  (context) => requirementsFile(context, DEV_FILES),
  (context) => hatchEnvironment(context, "default")
];
async function findTestDependencies(project, metadata2, configured) {
  const read2 = (file) => readFile4(join9(project.directory, file), "utf8").catch(() => void 0);
  const context = { project, metadata: metadata2, read: read2, missingFiles: /* @__PURE__ */ new Set() };
  const found = configured === void 0 ? await detect(context) : await resolveConfigured(context, configured);
  const missing = [...context.missingFiles];
  const suffix = missing.length === 0 ? "" : `, without ${list(missing)}, which ${missing.length > 1 ? "are" : "is"} not there`;
  const dependencies2 = withoutSelf(withWorkspaceMembers(found, project), project, metadata2);
  return { ...dependencies2, source: found.source + suffix };
}
function withPytest(lines) {
  return lines.some((line) => parseRequirement(line)?.name === "pytest") ? [...lines] : [...lines, "pytest"];
}
async function detect(context) {
  for (const read2 of SOURCES) {
    const found = await read2(context);
    if (found !== void 0) return found;
  }
  return { source: "nowhere (pytest alone)", lines: [], extras: [] };
}
async function resolveConfigured(context, configured) {
  const problems = [];
  const lines = [];
  const extras2 = [];
  for (const item of configured) {
    const named = /^\[([\w.-]+)\]$/.exec(item)?.[1];
    const file = /^(?:-r|--requirement)[ =]?(.+)$/.exec(item)?.[1]?.trim();
    if (named !== void 0) {
      const group2 = dependencyGroup(context, [named]);
      const namedExtra = extra(context, [named]);
      if (group2 === void 0 && namedExtra === void 0)
        problems.push({
          message: `Test requirement [${named}] names neither a dependency group nor an extra of ${context.project.name}.`
        });
      lines.push(...group2?.lines ?? []);
      extras2.push(...group2 === void 0 ? namedExtra?.extras ?? [] : []);
    } else if (file !== void 0) {
      if (await context.read(file) === void 0)
        problems.push({
          message: `Test requirement "${item}" names a file that is not in the folder of ${context.project.name}.`
        });
      else lines.push(...await flatten(context, file));
    } else lines.push(relocate(context, ".", item));
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { source: "the configuration", lines, extras: extras2 };
}
function dependencyGroup({ project }, names) {
  const groups = new Map(
    Object.entries(table(project.pyproject["dependency-groups"])).map(([name2, value]) => [
      normalizeName(name2),
      value
    ])
  );
  const name = names.find((candidate) => groups.has(normalizeName(candidate)));
  if (name === void 0) return void 0;
  const expand = (group2, seen) => {
    const entries = groups.get(group2);
    if (!Array.isArray(entries) || seen.includes(group2)) return [];
    return entries.flatMap((entry) => {
      if (typeof entry === "string") return [entry];
      const included = table(entry)["include-group"];
      return typeof included === "string" ? expand(normalizeName(included), [...seen, group2]) : [];
    });
  };
  return { source: `dependency group "${name}"`, lines: expand(normalizeName(name), []), extras: [] };
}
function extra({ metadata: metadata2 }, names) {
  const wanted = names.map(normalizeName);
  const name = metadata2.extras.find((candidate) => wanted.includes(normalizeName(candidate)));
  return name === void 0 ? void 0 : { source: `extra "${name}"`, lines: [], extras: [name] };
}
function workspaceMemberNames({ workspaceMembers }) {
  return new Set(workspaceMembers.map(({ name }) => normalizeName(name)));
}
function toolTables(context, names) {
  const tool = table(context.project.pyproject.tool);
  const poetry = table(tool.poetry);
  for (const name of names) {
    const group2 = table(table(table(poetry.group)[name]).dependencies);
    if (Object.keys(group2).length > 0)
      return {
        source: `poetry group "${name}"`,
        lines: poetryRequirements(group2, workspaceMemberNames(context.project)),
        extras: []
      };
    const pdm = table(table(tool.pdm)["dev-dependencies"])[name];
    if (isStringArray(pdm)) return { source: `pdm group "${name}"`, lines: pdm, extras: [] };
    const hatch = (name === "test" ? hatchEnvironment(context, "hatch-test") : void 0) ?? hatchEnvironment(context, name);
    if (hatch !== void 0) return hatch;
  }
  if (!names.includes("dev")) return void 0;
  const poetryDev = table(poetry["dev-dependencies"]);
  if (Object.keys(poetryDev).length > 0)
    return {
      source: "tool.poetry.dev-dependencies",
      lines: poetryRequirements(poetryDev, workspaceMemberNames(context.project)),
      extras: []
    };
  const uv = table(tool.uv)["dev-dependencies"];
  return isStringArray(uv) ? { source: "tool.uv.dev-dependencies", lines: uv, extras: [] } : void 0;
}
var HATCH_TEST_DEPENDENCIES = [
  "coverage[toml]",
  "pytest",
  "pytest-mock",
  "pytest-rerunfailures",
  "pytest-xdist[psutil]"
];
function hatchEnvironment(context, name) {
  const environments2 = table(table(table(context.project.pyproject.tool).hatch).envs);
  if (environments2[name] === void 0) return void 0;
  const own = table(environments2[name]);
  const template = typeof own.template === "string" ? own.template : "default";
  const inherited = name === "hatch-test" ? { dependencies: HATCH_TEST_DEPENDENCIES } : template === name ? {} : table(environments2[template]);
  const environment = { ...inherited, ...own };
  const listOf = (key) => isStringArray(environment[key]) ? environment[key] : [];
  const groups = listOf("dependency-groups").flatMap(
    (group2) => dependencyGroup(context, [group2])?.lines ?? []
  );
  const lines = [...listOf("dependencies"), ...listOf("extra-dependencies"), ...groups].filter(
    // `{root:uri}` is used for the paths of other packages.
    (line) => !line.includes("{") || context.project.workspaceMembers.length > 0
  );
  const extras2 = listOf("features");
  return lines.length + extras2.length === 0 ? void 0 : { source: `hatch environment "${name}"`, lines, extras: extras2 };
}
async function requirementsFile(context, files) {
  for (const file of files) {
    if (await context.read(file) !== void 0)
      return { source: file, lines: await flatten(context, file), extras: [] };
  }
  return void 0;
}
async function flatten(context, file, seen = []) {
  const content = await context.read(file);
  if (content === void 0) {
    context.missingFiles.add(file);
    return [];
  }
  const lines = [];
  for (const raw of content.replace(/\\\r?\n/g, " ").split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, "").trim();
    const included = /^(?:-r|--requirement)[ =]?(.+)$/.exec(line)?.[1];
    if (included !== void 0) {
      const path = join9(dirname4(file), included.trim());
      if (path !== file && !seen.includes(path))
        lines.push(...await flatten(context, path, [...seen, file]));
    } else if (line !== "") lines.push(relocate(context, dirname4(file), line));
  }
  return lines;
}
function relocate({ project }, directory, line) {
  return line.replace(
    /^(-c|--constraint)[ =]?(.+)$/,
    (_, option, path) => /^\w+:\/\//.test(path.trim()) ? `${option} ${path.trim()}` : `${option} ${resolve4(project.directory, directory, path.trim())}`
  ).replace(/\s+--hash[ =]\S+/g, "");
}
async function tox(context) {
  const { pyproject, setupCfg } = context.project;
  const inPyproject3 = table(table(pyproject.tool).tox);
  const legacy = inPyproject3.legacy_tox_ini;
  const inis = [
    ["tox.ini", parseIni(await context.read("tox.ini") ?? "")],
    ["setup.cfg", setupCfg],
    ["pyproject.toml", parseIni(typeof legacy === "string" ? legacy : "")]
  ];
  for (const [file, ini] of inis) {
    const environment = ini.get("testenv");
    if (environment === void 0) continue;
    const values = (key) => (environment.get(key) ?? "").split(/[\n,]/).map((value) => value.trim());
    const found = await toxEnvironment(context, {
      deps: (environment.get("deps") ?? "").split("\n").flatMap((line) => substitute(line, ini)),
      extras: values("extras").filter(Boolean),
      groups: values("dependency_groups").filter(Boolean)
    });
    if (found !== void 0) return { source: `[testenv] of ${file}`, ...found };
  }
  const tomls = [
    ["tox.toml", parseTomlLeniently(await context.read("tox.toml") ?? "")],
    ["pyproject.toml", inPyproject3]
  ];
  for (const [file, toml] of tomls) {
    const environment = table(toml.env_run_base);
    const values = (key) => isStringArray(environment[key]) ? environment[key] : [];
    const found = await toxEnvironment(context, {
      deps: values("deps"),
      extras: values("extras"),
      groups: values("dependency_groups")
    });
    if (found !== void 0) return { source: `env_run_base of ${file}`, ...found };
  }
  return void 0;
}
function substitute(line, ini) {
  const [, section2 = "", key = ""] = /^\{\[([^\]]+)\](\w+)\}$/.exec(line) ?? [];
  return section2 === "" ? [line] : (ini.get(section2)?.get(key) ?? "").split("\n");
}
function parseTomlLeniently(content) {
  try {
    return parseToml(content).table;
  } catch {
    return {};
  }
}
async function toxEnvironment(context, { deps, extras: extras2, groups }) {
  const lines = [];
  for (const line of deps) {
    const included = /^(?:-r|--requirement)[ =]?(?:\{(?:toxinidir|tox_root)\}\/)?(.+)$/.exec(line)?.[1];
    if (included !== void 0) lines.push(...await flatten(context, included.trim()));
    else if (line !== "" && !/^[\w,{}.!-]+:\s|[{}]/.test(line)) lines.push(relocate(context, ".", line));
  }
  lines.push(...groups.flatMap((name) => dependencyGroup(context, [name])?.lines ?? []));
  return lines.length + extras2.length === 0 ? void 0 : { lines, extras: extras2 };
}
function setuptoolsTestsRequire({ project }) {
  const value = project.setupCfg.get("options")?.get("tests_require");
  return value ? {
    source: "tests_require of setup.cfg",
    lines: value.split(value.includes("\n") ? "\n" : ";").map((line) => line.trim()).filter(Boolean),
    extras: []
  } : void 0;
}
var PROJECT_PLACEHOLDER = /(?:file:\/*)?(?:\{(?:root|home)((?::\w+)*)\}|\$\{PROJECT_ROOT\})/;
function replaceProjectPlaceholder(line) {
  return line.replace(
    PROJECT_PLACEHOLDER,
    (_, modifiers = "") => `.${"/..".repeat(modifiers.split(":parent").length - 1)}`
  );
}
function localRequirement(line) {
  const [, option, path, rest = ""] = /^(-e|--editable)?[ =]?\s*["']?(?:file:(?:\/\/)?)?((?:\.|\/|[A-Za-z]:[\\/])[^\s[\];#"']*)(.*?)["']?$/.exec(
    line
  ) ?? [];
  if (path === void 0) return void 0;
  const extras2 = (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? "").split(",").map((name) => name.trim());
  return { option: option === void 0 ? "" : "-e ", path, extras: extras2.filter(Boolean), rest };
}
function withWorkspaceMembers(found, project) {
  if (project.workspaceMembers.length === 0) return found;
  const root = project.path === "." ? project.directory : project.directory.slice(0, -project.path.length);
  const byDirectory = new Map(project.workspaceMembers.map(({ name, path }) => [resolve4(root, path), name]));
  const memberNames = new Set(project.workspaceMembers.map(({ name }) => normalizeName(name)));
  const lines = found.lines.map((line) => {
    const marker = /(;.*)$/.exec(line)?.[1] ?? "";
    const requirement2 = parseRequirement(line);
    const extras2 = (names) => names.length > 0 ? `[${names.join(",")}]` : "";
    if (requirement2 !== void 0)
      return memberNames.has(requirement2.name) && /^[^;]*@/.test(line) ? `${requirement2.name}${extras2(requirement2.extras)} ${marker}`.trim() : line;
    const local = localRequirement(replaceProjectPlaceholder(line));
    const name = local && byDirectory.get(resolve4(project.directory, local.path));
    const isOtherMember = name !== void 0 && normalizeName(name) !== normalizeName(project.name);
    return isOtherMember ? `${name}${extras2(local?.extras ?? [])} ${marker}`.trim() : line;
  });
  return { ...found, lines: lines.filter((line) => !/\{(?:root|home)\b/.test(line)) };
}
function withoutSelf(found, project, metadata2) {
  const name = normalizeName(metadata2.name || project.name);
  const extras2 = new Set(found.extras);
  const lines = found.lines.filter((line) => {
    const local = localRequirement(replaceProjectPlaceholder(line));
    const requirement2 = local === void 0 ? parseRequirement(line) : void 0;
    const isSelf = local === void 0 ? requirement2?.name === name : resolve4(project.directory, local.path) === resolve4(project.directory);
    if (!isSelf) return true;
    for (const extra2 of local?.extras ?? requirement2?.extras ?? []) extras2.add(extra2);
    return false;
  });
  const declaredExtras = new Set(metadata2.extras.map(normalizeName));
  return { ...found, lines, extras: [...extras2].filter((item) => declaredExtras.has(normalizeName(item))) };
}

// src/repository/checkout.ts
var import_picomatch3 = __toESM(require_picomatch2(), 1);
import { constants as constants2, existsSync as existsSync3 } from "node:fs";
import {
  copyFile,
  lstat,
  mkdir as mkdir2,
  readdir as readdir2,
  readFile as readFile5,
  readlink,
  stat as stat2,
  symlink,
  utimes,
  writeFile as writeFile3
} from "node:fs/promises";
import { dirname as dirname5, join as join10, posix, resolve as resolve5 } from "node:path";
var GENERATED_DIRECTORIES = /* @__PURE__ */ new Set([
  ".git",
  ".hg",
  "build",
  "dist",
  ".venv",
  "venv",
  ".tox",
  ".nox",
  "__pycache__",
  "node_modules"
]);
var isGenerated = (directory, name) => (
  // An import package may be named build or dist.
  GENERATED_DIRECTORIES.has(name) && !existsSync3(join10(directory, name, "__init__.py")) || name.endsWith(".egg-info") || name.endsWith(".pyc") || /^\.\w+_cache$/.test(name)
);
async function readCheckout(directory) {
  if (findRepositoryRoot(directory) === void 0) {
    return {
      root: directory,
      isRepository: false,
      files: await walk(directory),
      untracked: [],
      head: void 0,
      committedAt: void 0
    };
  }
  const root = resolve5((await git(directory, ["rev-parse", "--show-toplevel"])).trim());
  const [tracked, untracked, last2] = await Promise.all([
    git(root, ["ls-files", "-z", "--recurse-submodules"]),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard"]),
    tryGit(root, ["log", "-1", "--no-show-signature", "--format=%H %ct"])
  ]);
  const [head, time2] = last2.stdout.trim().split(" ");
  return {
    root,
    isRepository: true,
    // A file with a merge conflict is listed once for each side.
    files: [...new Set(splitNul(tracked))],
    untracked: splitNul(untracked),
    head: head || void 0,
    committedAt: Number(time2) || void 0
  };
}
async function readSubmodules({ root, files }) {
  if (!files.includes(".gitmodules")) return [];
  const listed = await tryGit(root, ["config", "--file", ".gitmodules", "-z", "--get-regexp", "\\.path$"]);
  return splitNul(listed.stdout).flatMap((entry) => entry.split("\n")[1] ?? []);
}
function findRepositoryRoot(directory) {
  for (let current = directory; ; current = dirname5(current)) {
    if (existsSync3(join10(current, ".git"))) return current;
    if (current === dirname5(current)) return void 0;
  }
}
async function walk(root, below = "") {
  const entries = await readdir2(join10(root, below), { withFileTypes: true });
  const nested = entries.filter((entry) => !isGenerated(join10(root, below), entry.name)).map((entry) => {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
  return (await Promise.all(nested)).flat();
}
async function copyFiles(checkout, to, generated = []) {
  await copyEach(checkout, to, [
    .../* @__PURE__ */ new Set([...checkout.files, ...await findGenerated(checkout, generated)])
  ]);
}
async function copyGeneratedFiles(checkout, to, generated) {
  const tracked = new Set(checkout.files);
  const found = await findGenerated(checkout, generated);
  await copyEach(
    checkout,
    to,
    found.filter((file) => !tracked.has(file))
  );
}
async function findGenerated(checkout, patterns) {
  if (patterns.length === 0) return [];
  const isMatch2 = (0, import_picomatch3.default)([...patterns]);
  return (await walk(checkout.root)).filter((file) => isMatch2(file));
}
async function copyEach(checkout, to, files) {
  const directories = [...new Set(files.flatMap((file) => parentDirectories(file)))].sort();
  for (const directory of directories) await mkdir2(join10(to, directory)).catch(ignoreExisting);
  await inBatches(files, (file) => copyOne(join10(checkout.root, file), join10(to, file)));
}
function parentDirectories(path) {
  const above = posix.dirname(path);
  return above === "." ? [] : [...parentDirectories(above), above];
}
function ignoreExisting(error) {
  if (error.code !== "EEXIST") throw error;
}
var BATCH_SIZE = 64;
async function inBatches(items, action) {
  for (let i = 0; i < items.length; i += BATCH_SIZE)
    await Promise.all(items.slice(i, i + BATCH_SIZE).map(action));
}
async function copyOne(from, to) {
  const stat8 = await lstat(from).catch(() => void 0);
  if (stat8 === void 0 || stat8.isDirectory()) return;
  if (stat8.isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFile(from, to, constants2.COPYFILE_FICLONE);
}
var repositoryStates = /* @__PURE__ */ new WeakMap();
function repositoryState(checkout) {
  const state = repositoryStates.get(checkout) ?? readRepositoryState(checkout);
  repositoryStates.set(checkout, state);
  return state;
}
async function readRepositoryState({ root, head }) {
  const paths = ["objects", "index", "shallow"].flatMap((name) => ["--git-path", name]);
  const [revParse, refs, branch] = await Promise.all([
    git(root, ["rev-parse", "--show-object-format", ...paths]),
    git(root, ["for-each-ref", "--format=%(objectname) %(refname)"]),
    tryGit(root, ["symbolic-ref", "--quiet", "HEAD"])
  ]);
  const [objectFormat = "sha1", objects = "", index = "", shallow = ""] = revParse.trim().split("\n");
  const absolute = (path) => resolve5(root, path);
  return {
    objectFormat,
    head: branch.stdout.trim() ? `ref: ${branch.stdout.trim()}` : head ?? "",
    refs: refs.trim(),
    paths: { objects: absolute(objects), index: absolute(index), shallow: absolute(shallow) }
  };
}
async function borrowHistory(checkout, copy, fetched) {
  if (!checkout.isRepository) return;
  const { objectFormat, head, refs, paths } = await repositoryState(checkout);
  const format = objectFormat === "sha256" ? ["--object-format=sha256"] : [];
  await git(copy, ["init", "--quiet", "--template=", ...format]);
  const gitDirectory = join10(copy, ".git");
  await mkdir2(join10(gitDirectory, "objects", "info"), { recursive: true });
  const objects = [paths.objects, ...fetched === void 0 ? [] : [join10(fetched, ".git", "objects")]];
  await writeFile3(
    join10(gitDirectory, "objects", "info", "alternates"),
    objects.map((directory) => `${directory}
`).join("")
  );
  await writeFile3(join10(gitDirectory, "packed-refs"), refs === "" ? "" : `${refs}
`);
  await writeFile3(join10(gitDirectory, "HEAD"), `${head}
`);
  for (const name of ["index", "shallow"]) {
    const from = fetched === void 0 ? paths[name] : join10(fetched, ".git", name);
    const bytes = await readFile5(from).catch(() => void 0);
    if (bytes === void 0) continue;
    await writeFile3(join10(gitDirectory, name), bytes);
    const { mtimeMs } = await stat2(from);
    await utimes(join10(gitDirectory, name), new Date(mtimeMs), new Date(mtimeMs));
  }
}
async function modifiedFiles({ root, isRepository, files }) {
  if (!isRepository) return [];
  const listed = await tryGit(root, [
    // Ignores files with only a changed timestamp.
    ...["-c", "diff.autoRefreshIndex=true"],
    ...["diff", "-z", "--name-only", "--no-ext-diff", "--ignore-submodules"]
  ]);
  return succeeded(listed) ? splitNul(listed.stdout) : files;
}
async function skipWorktree({ isRepository }, copy, directories, trackedFiles) {
  if (!isRepository || directories.length === 0) return;
  await git(copy, ["update-index", "--skip-worktree", "-z", "--stdin"], { input: trackedFiles.join("\0") });
  const info = join10(copy, ".git", "info");
  await mkdir2(info, { recursive: true });
  const patterns = directories.map((directory) => `/${directory.replace(/[\\*?[\]!# ]/g, "\\$&")}
`);
  await writeFile3(join10(info, "exclude"), patterns.join(""));
}

// src/repository/workspace.ts
import { dirname as dirname6, isAbsolute, join as join11, normalize as normalize2 } from "node:path/posix";

// src/distribution/top-level-names.ts
var NOT_A_PACKAGE = new Set(
  "test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile".split(
    " "
  )
);
function isPackageName(name) {
  return !NOT_A_PACKAGE.has(name);
}
function strayTopLevels({ metadata: metadata2, topLevels }) {
  const own = normalizeName(metadata2.name);
  const isStray = ({ name }) => !isPackageName(name) && normalizeName(name) !== own;
  return topLevels.every(isStray) ? [] : topLevels.filter(isStray).map(({ name }) => name);
}

// src/python/module-names.ts
var IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
var MODULE = /^([^.]+)(?:\.py|\.(?:cpython|cp\d|abi3|pypy|graalpy)[^/]*\.(?:so|pyd)|\.pyd)$/;
function moduleOf(path) {
  const parts = path.split("/");
  const file = MODULE.exec(parts.pop() ?? "")?.[1];
  if (file === void 0) return void 0;
  const names = file === "__init__" && parts.length > 0 ? parts : [...parts, file];
  return names.every((name) => IDENTIFIER.test(name)) ? names.join(".") : void 0;
}
function topLevelModule(name) {
  return name.split(".")[0];
}

// src/repository/workspace.ts
function isBuildable({ project, setupPy }) {
  const tool = table(project.pyproject.tool);
  const uv = table(tool.uv);
  const isDisabled = uv.package === false || table(tool.poetry)["package-mode"] === false || table(tool.pdm).distribution === false;
  if (isDisabled) return false;
  return project.pyproject["build-system"] !== void 0 || uv.package === true || tool.poetry !== void 0 || setupPy !== void 0 || project.setupCfg.has("metadata") || project.setupCfg.has("options");
}
var USUAL_MEMBERS = ["packages/*", "services/*", "libs/*"];
function memberPatterns(root) {
  const tool = table(root?.project.pyproject.tool);
  const uv = table(tool.uv).workspace;
  if (uv !== void 0)
    return { members: strings(table(uv).members), exclude: strings(table(uv).exclude), isWorkspace: true };
  if (root !== void 0 && isBuildable(root)) return void 0;
  const hatchWorkspaces = Object.values(table(table(tool.hatch).envs)).map(
    (environment) => table(table(environment).workspace)
  );
  const hatchMembers = hatchWorkspaces.flatMap(
    ({ members }) => (Array.isArray(members) ? members : []).flatMap(
      (member) => typeof member === "string" ? [member] : strings([table(member).path])
    )
  );
  const exclude = hatchWorkspaces.flatMap((workspace) => strings(workspace.exclude));
  return { members: [.../* @__PURE__ */ new Set([...hatchMembers, ...USUAL_MEMBERS])], exclude, isWorkspace: false };
}
function strings(value) {
  return isStringArray(value) ? value : [];
}
function dependenciesOf(source, inherited = {}) {
  const { project, setupPy, requirements } = source;
  const { pyproject, setupCfg, buildSystem } = project;
  const declared = table(pyproject.project);
  const tool = table(pyproject.tool);
  const sources = new Map(
    Object.entries({ ...table(inherited), ...table(table(tool.uv).sources) }).map(([name, value]) => [
      normalizeName(name),
      [value].flat().map(table)
    ])
  );
  const located = (dependency) => {
    const entries = dependency.name === void 0 ? [] : sources.get(dependency.name) ?? [];
    const [path] = strings(entries.map((entry) => entry.path).filter(Boolean)).flatMap(
      (written) => relativeToRoot(project, written) ?? []
    );
    if (path !== void 0) return { ...dependency, path, declaredIn: "tool.uv.sources" };
    if (entries.some(({ workspace }) => workspace === true))
      return { ...dependency, declaredIn: "tool.uv.sources" };
    return dependency;
  };
  const lines = (purpose, value) => (Array.isArray(value) ? value : []).flatMap(
    (line) => typeof line === "string" ? parseDependency(line, purpose, project) : []
  );
  const values = (value) => Object.values(table(value));
  const poetry = table(tool.poetry);
  const hatch = table(tool.hatch);
  return [
    ...lines("build", buildSystem.requires),
    ...lines("install", declared.dependencies),
    ...values(declared["optional-dependencies"]).flatMap((extra2) => lines("install", extra2)),
    ...poetryDependencies("install", poetry.dependencies, project),
    ...lines("install", setupCfg.get("options")?.get("install_requires")?.split("\n")),
    ...[...setupCfg.get("options.extras_require")?.values() ?? []].flatMap(
      (extra2) => lines("install", extra2.split("\n"))
    ),
    // setup.py is not executed, so every string that parses as a requirement counts.
    ...lines(
      "unknown",
      [...(setupPy ?? "").matchAll(/["']([^"'\n]+)["']/g)].map(([, text4]) => text4)
    ),
    ...values(pyproject["dependency-groups"]).flatMap((group2) => lines("tests", group2)),
    ...values(poetry.group).flatMap(
      (group2) => poetryDependencies("tests", table(group2).dependencies, project)
    ),
    ...poetryDependencies("tests", poetry["dev-dependencies"], project),
    ...values(table(tool.pdm)["dev-dependencies"]).flatMap((group2) => lines("tests", group2)),
    ...lines("tests", table(tool.uv)["dev-dependencies"]),
    ...values(hatch.envs).flatMap((environment) => [
      ...lines("tests", table(environment).dependencies),
      ...lines("tests", table(environment)["extra-dependencies"])
    ]),
    ...lines("tests", requirements)
  ].map(located);
}
function poetryDependencies(purpose, dependencies2, project) {
  return Object.entries(table(dependencies2)).flatMap(
    ([name, value]) => [value].flat().map((constraint) => {
      const [path] = strings([table(constraint).path]).flatMap(
        (written) => relativeToRoot(project, written) ?? []
      );
      const declaredIn = path === void 0 ? void 0 : "tool.poetry";
      return { purpose, name: normalizeName(name), path, declaredIn };
    })
  );
}
function parseDependency(line, purpose, project) {
  const requirement2 = parseRequirement(line);
  const url = requirement2 === void 0 ? line : /@\s*([^;]+)/.exec(line)?.[1]?.trim();
  const local = url === void 0 ? void 0 : localRequirement(replaceProjectPlaceholder(url));
  const path = local && relativeToRoot(project, local.path);
  if (requirement2 === void 0)
    return path === void 0 ? [] : [{ purpose, name: void 0, path, declaredIn: void 0 }];
  return [{ purpose, name: requirement2.name, path, declaredIn: void 0 }];
}
function relativeToRoot({ path }, written) {
  const inside = normalize2(join11(path, written)).replace(/\/$/, "");
  const isArchive = /\.(whl|zip|tar\.\w+)$/.test(inside);
  return isAbsolute(written) || inside.startsWith("..") || isArchive ? void 0 : inside;
}
function projectAt(path, projects) {
  return [path, dirname6(path)].find((directory) => projects.has(directory));
}
function resolveWorkspace(sources, inherited = () => void 0) {
  const byPath2 = new Map(sources.map(({ project }) => [project.path, project]));
  const byName2 = packagesByName(sources);
  const edges = /* @__PURE__ */ new Map();
  const missing = /* @__PURE__ */ new Map();
  for (const source of sources) {
    const from = source.project.path;
    for (const { purpose, name, path, declaredIn } of dependenciesOf(source, inherited(from))) {
      const directory = path === void 0 ? void 0 : projectAt(path, byPath2);
      const sameName = (byName2.get(name ?? "") ?? []).map(({ project }) => project.path);
      const targets = directory === void 0 ? sameName : [directory];
      if (targets.length === 0 && declaredIn !== void 0)
        missing.set(`${from} ${path ?? name}`, { from, name, path, declaredIn });
      if (targets.includes(from)) continue;
      for (const to of targets) edges.set(`${from} ${to} ${purpose}`, { from, to, purpose });
    }
  }
  const allEdges = [...edges.values()];
  return { sources, edges: allEdges, missing: [...missing.values()], cycles: findCycles(allEdges) };
}
var PACKAGE_ROOTS = ["src/", "lib/", "python/", ""];
function importableModules(files) {
  const root = PACKAGE_ROOTS.find(
    (directory) => files.some((file) => file.startsWith(directory) && file.endsWith(".py"))
  );
  const modules = files.flatMap((file) => {
    if (!file.startsWith(root ?? "") || !file.endsWith(".py")) return [];
    const path = file.slice((root ?? "").length);
    const isPackage = path.endsWith("/__init__.py");
    const module = isPackage || root !== "" && !path.includes("/") ? moduleOf(path) : void 0;
    return module !== void 0 && isPackageName(topLevelModule(module)) ? [module] : [];
  });
  const sorted = [...new Set(modules)].sort((a, b) => a.length - b.length);
  return sorted.filter((name, at2) => !sorted.slice(0, at2).some((outer) => name.startsWith(`${outer}.`)));
}
function normalizedNameOf({ project, setupPy }) {
  const declared = table(project.pyproject.project).name ?? table(table(project.pyproject.tool).poetry).name;
  const isDeclared = typeof declared === "string" || project.setupCfg.get("metadata")?.has("name");
  const setupPyName = isDeclared ? void 0 : /\bname\s*=\s*["']([\w.-]+)["']/.exec(setupPy ?? "")?.[1];
  return normalizeName(setupPyName ?? project.name);
}
function packagesByName(sources) {
  const found = /* @__PURE__ */ new Map();
  for (const source of sources) {
    const name = normalizedNameOf(source);
    found.set(name, [...found.get(name) ?? [], source]);
  }
  return found;
}
function reachableFrom(paths, edges, direction) {
  const next = /* @__PURE__ */ new Map();
  for (const { from, to } of edges) {
    const [start, end] = direction === "needs" ? [from, to] : [to, from];
    next.set(start, [...next.get(start) ?? [], end]);
  }
  const found = new Set(paths);
  for (const path of found) for (const other of next.get(path) ?? []) found.add(other);
  return found;
}
function inDependencyOrder(paths, edges) {
  const needs = /* @__PURE__ */ new Map();
  for (const { from, to } of edges) needs.set(from, [...needs.get(from) ?? [], to]);
  const wanted = new Set(paths);
  const done = /* @__PURE__ */ new Set();
  const ordered = [];
  const visit = (path) => {
    if (done.has(path)) return;
    done.add(path);
    for (const other of needs.get(path) ?? []) visit(other);
    if (wanted.has(path)) ordered.push(path);
  };
  for (const path of paths) visit(path);
  return ordered;
}
function findCycles(edges) {
  const needs = /* @__PURE__ */ new Map();
  for (const { from, to, purpose } of edges)
    if (purpose === "build" || purpose === "install") needs.set(from, [...needs.get(from) ?? [], to]);
  const done = /* @__PURE__ */ new Set();
  const found = /* @__PURE__ */ new Map();
  const visit = (path, dependents) => {
    const at2 = dependents.indexOf(path);
    if (at2 >= 0) {
      const cycle = dependents.slice(at2);
      found.set([...cycle].sort().join(" "), cycle);
    } else if (!done.has(path)) {
      for (const other of needs.get(path) ?? []) visit(other, [...dependents, path]);
      done.add(path);
    }
  };
  for (const path of needs.keys()) visit(path, []);
  return [...found.values()];
}

// src/repository/find-packages.ts
async function findPackages2({ requested, excluded, expandsWorkspaces }, rules) {
  const problems = [];
  const finders = /* @__PURE__ */ new Map();
  for (const item of requested) {
    const finder = await finderFor("directory" in item ? item.directory : item.base, finders, {
      excluded,
      rules
    });
    try {
      const mayExpand = expandsWorkspaces && requested.length === 1;
      for (const path of await finder.find(item, mayExpand)) finder.requested.add(path);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
    }
  }
  const found = [];
  for (const finder of finders.values()) {
    if (finder.requested.size > 0) found.push(await finder.resolve());
    problems.push(...finder.problems);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  if (found.length === 0)
    throw new ConfigurationError([{ message: "path takes away all that it names. Name a package." }]);
  return found;
}
async function finderFor(directory, finders, options2) {
  const root = findRepositoryRoot(directory) ?? directory;
  const existing = [...finders.values()].find(({ checkout }) => checkout.root === root) ?? finders.get(root);
  if (existing !== void 0) return existing;
  const finder = new PackageFinder(await readCheckout(root), options2);
  finders.set(root, finder);
  return finder;
}
var PackageFinder = class {
  checkout;
  requested = /* @__PURE__ */ new Set();
  problems = [];
  #excluded;
  #rules;
  /** Directory of a project, relative to the root -> its requirements files. */
  #directories;
  #sources = /* @__PURE__ */ new Map();
  constructor(checkout, { excluded, rules }) {
    this.checkout = checkout;
    this.#excluded = excluded;
    this.#rules = rules;
    const directories = /* @__PURE__ */ new Map();
    for (const file of checkout.files)
      if (/(^|\/)(pyproject\.toml|setup\.py|setup\.cfg)$/.test(file)) directories.set(dirname7(file), []);
    for (const file of checkout.files.filter((one) => one.endsWith(".txt"))) {
      const owner = [dirname7(file), dirname7(dirname7(file))].find(
        (directory) => directories.has(directory) && isRequirementsFile(relativeTo(directory, file))
      );
      if (owner !== void 0) directories.get(owner)?.push(relativeTo(owner, file));
    }
    this.#directories = directories;
  }
  /**
   * Finds the packages that a line of `path` names, as paths relative to the root.
   *
   * @param mayExpand whether the root of a workspace is expanded to its members
   * @throws ConfigurationError if it names none, or one cannot be read
   */
  async find(requested, mayExpand) {
    if ("directory" in requested) {
      const path = pathInSourceTree(this.checkout, requested.directory);
      const members = mayExpand ? await this.#membersOf(path, this.problems) : [];
      if (members.length > 0) return members;
      await this.#read(path);
      return isExcluded(this.#excluded, requested.directory) ? [] : [path];
    }
    const found = await this.#matching([requested], [], this.problems);
    if (found.length > 0) return found;
    const kinds = "a [build-system], a setup.py, or a setup.cfg";
    throw new ConfigurationError([
      {
        message: `path has "${requested.text}", which matches no Python package: no folder that git tracks and that has ${kinds}. Mend the pattern.`
      }
    ]);
  }
  /** Resolves the dependencies of the requested packages within the repository. */
  async resolve() {
    const paths = new Set(this.requested);
    const roots = /* @__PURE__ */ new Set([".", ...await Promise.all([...paths].map((path) => this.#rootOf(path)))]);
    for (const root of roots) for (const path of await this.#membersOf(root)) paths.add(path);
    const sources = /* @__PURE__ */ new Map();
    const inherited = /* @__PURE__ */ new Map();
    for (const path of paths) {
      const source = await this.#readIf(path);
      if (source === void 0 || !(this.requested.has(path) || isBuildable(source))) continue;
      const root = await this.#readIf(await this.#rootOf(path));
      sources.set(path, source);
      inherited.set(path, table(table(root?.project.pyproject.tool).uv).sources);
      for (const { path: dependency } of dependenciesOf(source, inherited.get(path))) {
        const directory = [dependency, dependency && dirname7(dependency)].find(
          (candidate) => candidate && this.#directories.has(candidate)
        );
        if (directory !== void 0 && !this.#isExcluded(directory)) paths.add(directory);
      }
    }
    const { missing, ...workspace } = resolveWorkspace(
      this.#withWorkspaceMembers([...sources.values()]),
      (path) => inherited.get(path)
    );
    return {
      ...workspace,
      sources: withDependencyCycles(workspace),
      // An existing directory that is not a package, or is excluded, is a deliberate choice.
      missing: missing.filter(
        ({ path }) => path === void 0 || !existsSync4(join12(this.checkout.root, path))
      ),
      checkout: this.checkout,
      requested: [...this.requested]
    };
  }
  /** Sets `workspaceMembers` of the projects. */
  #withWorkspaceMembers(sources) {
    if (sources.length < 2) return [...sources];
    const paths = sources.map(({ project }) => project.path);
    const files = new Map(paths.map((path) => [path, []]));
    for (const file of this.checkout.files) {
      let directory = dirname7(file);
      while (!files.has(directory) && directory !== ".") directory = dirname7(directory);
      files.get(directory)?.push(relativeTo(directory, file));
    }
    const workspaceMembers = sources.map(({ project: { name, path } }) => ({
      name,
      path,
      modules: importableModules(files.get(path) ?? [])
    }));
    return sources.map((source) => ({ ...source, project: { ...source.project, workspaceMembers } }));
  }
  /** The root of the uv workspace that a package belongs to, otherwise the root of the checkout. */
  async #rootOf(path) {
    for (let directory = path; directory !== "."; directory = dirname7(directory)) {
      const tool = table((await this.#readIf(directory))?.project.pyproject.tool);
      if (table(tool.uv).workspace !== void 0) return directory;
    }
    return ".";
  }
  /** The members of the workspace that a directory is the root of; empty if it is not the root of one. */
  async #membersOf(path, problems) {
    const root = await this.#readIf(path);
    const patterns = memberPatterns(root);
    if (patterns === void 0) return [];
    const base = resolve6(this.checkout.root, path);
    const globs = (texts3) => texts3.map((text4) => globOf(text4, base));
    const members = await this.#matching(globs(patterns.members), globs(patterns.exclude), problems);
    const isMember = patterns.isWorkspace && root !== void 0 && isBuildable(root);
    return isMember && !this.#isExcluded(path) ? [path, ...members.filter((member) => member !== path)] : members;
  }
  /**
   * The packages in directories that match a pattern, sorted by path.
   *
   * @param problems receives the problems of packages that cannot be read; undefined: these are ignored
   */
  async #matching(globs, exclude, problems) {
    const { root } = this.checkout;
    const directories = [...this.#directories.keys()].filter((path) => {
      const directory = resolve6(root, path);
      return globs.some((glob) => isMatch(glob, directory)) && !this.#isExcluded(path) && !isExcluded(exclude, directory);
    });
    const sources = await Promise.all(directories.sort().map((path) => this.#readIf(path, problems)));
    return sources.flatMap(
      (source) => source !== void 0 && isBuildable(source) ? [source.project.path] : []
    );
  }
  #isExcluded(path) {
    return isExcluded(this.#excluded, resolve6(this.checkout.root, path));
  }
  /** Reads the project in a directory; undefined if there is none, or it cannot be read. */
  async #readIf(path, problems) {
    if (!this.#directories.has(path) && !this.#sources.has(path)) return void 0;
    return this.#read(path).catch((error) => {
      if (!(error instanceof ConfigurationError)) throw error;
      problems?.push(...error.problems);
      return void 0;
    });
  }
  #read(path) {
    const source = this.#sources.get(path) ?? this.#readSource(path);
    this.#sources.set(path, source);
    return source;
  }
  async #readSource(path) {
    const { checkout } = this;
    const directory = resolve6(checkout.root, path);
    const read2 = (name) => readFile6(join12(directory, name), "utf8").catch(() => void 0);
    const [project, setupPy, ...requirements] = await Promise.all([
      readProject(checkout, directory, this.#rules),
      read2("setup.py"),
      ...(this.#directories.get(path) ?? []).map(read2)
    ]);
    const lines = requirements.flatMap((text4) => (text4 ?? "").split(/\r?\n/)).map((line) => line.trim());
    return { project, setupPy, requirements: lines };
  }
};
function withDependencyCycles({ sources, cycles }) {
  const names = new Map(sources.map(({ project }) => [project.path, project.name]));
  return sources.map((source) => {
    const cycle = cycles.find((paths) => paths.includes(source.project.path));
    if (cycle === void 0) return source;
    const at2 = cycle.indexOf(source.project.path);
    const others = [...cycle.slice(at2 + 1), ...cycle.slice(0, at2)];
    const dependencyCycle = others.flatMap((path) => names.get(path) ?? []);
    return { ...source, project: { ...source.project, dependencyCycle } };
  });
}
function relativeTo(directory, file) {
  return directory === "." ? file : file.slice(directory.length + 1);
}

// src/repository/select-packages.ts
import { join as join15 } from "node:path";

// src/repository/changed-packages.ts
import { readFile as readFile7, readlink as readlink2 } from "node:fs/promises";
import { join as join13 } from "node:path";
import { dirname as dirname9, normalize as normalize3 } from "node:path/posix";

// src/repository/base-branch.ts
async function findBaseBranch(history, event) {
  if (event.kind !== "pull-request" && event.kind !== "merge-queue") return void 0;
  const [firstParent, ...others] = await history.parentsOf(history.head);
  const mergedInto = others.length > 0 ? firstParent : void 0;
  const commit = event.kind === "merge-queue" ? event.baseCommit ?? firstParent : mergedInto ?? event.baseCommit;
  return commit === void 0 ? void 0 : { branch: event.baseBranch, commit };
}

// src/repository/selection.ts
import { basename as basename3, dirname as dirname8 } from "node:path/posix";

// src/process/memoize.ts
function memoize(compute) {
  const values = /* @__PURE__ */ new Map();
  return (key) => {
    if (!values.has(key)) values.set(key, compute(key));
    return values.get(key);
  };
}

// src/repository/selection.ts
function selectChanged(requested, input) {
  const packagesAffectedBy = memoize((changes) => affectedPackages(changes, input));
  const unchanged = /* @__PURE__ */ new Map();
  for (const path of requested) {
    const changes = input.changesFor(path);
    if (changes === void 0) continue;
    const changed = packagesAffectedBy(changes);
    const dependencies2 = reachableFrom([path], input.edges, "needs");
    if (![...dependencies2].some((dependency) => changed.has(dependency)))
      unchanged.set(path, `unchanged since ${changes.baseLabel}; nothing it depends on changed`);
  }
  return { verified: requested.filter((path) => !unchanged.has(path)), unchanged };
}
function affectedPackages({ changed, sharedSettingsUnchanged }, { packages: packages2, affectedBy }) {
  const packagePaths = new Set(packages2);
  const found = /* @__PURE__ */ new Set();
  for (const file of changed) {
    const owner = containingPackage(file, packagePaths);
    if (owner !== void 0) found.add(owner);
    if (sharedSettingsUnchanged.has(file)) continue;
    for (const path of owner === void 0 ? affectedBy(file) : packagesConfiguredBy(file, packages2))
      found.add(path);
  }
  return found;
}
function containingPackage(file, packages2) {
  for (let directory = dirname8(file); ; directory = dirname8(directory)) {
    if (packages2.has(directory)) return directory;
    if (directory === ".") return void 0;
  }
}
var SHARED_SETTINGS = /^(pyproject\.toml|setup\.cfg|tox\.(ini|toml)|\.?pytest\.(ini|toml)|conftest\.py|\.gitignore|\.gitattributes)$/;
function packagesConfiguredBy(file, packages2) {
  if (!SHARED_SETTINGS.test(basename3(file))) return [];
  const directory = dirname8(file);
  return packages2.filter((path) => directory === "." || `${path}/`.startsWith(`${directory}/`));
}
var UNRELATED = /\.(md|rst)$|^docs?\/|^\.(github|vscode|idea|devcontainer|circleci)\/|(^|\/)(LICEN[CS]E[^/]*|NOTICE[^/]*|CODEOWNERS|(uv|poetry|pdm|pixi|package-lock)\.(lock|json)|\.pre-commit-config\.yaml|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.pylintrc|pyrightconfig\.json|\.editorconfig|renovate\.json|Makefile|justfile)$/;
function searchTextFor(file) {
  const first = file.split("/")[0];
  return UNRELATED.test(file) ? { text: `../${first}`, isWord: false } : { text: first, isWord: true };
}
var UNRELATED_TOOLS = new Set(
  "ruff black isort mypy pyright basedpyright ty pylint flake8 codespell commitizen semantic_release towncrier bumpversion bumpver tbump vulture bandit interrogate deptry pyrefly typos yapf autopep8 djlint sqlfluff".split(
    " "
  )
);
function sharedSettingsDiffer(before, after) {
  return sharedSettings(before) !== sharedSettings(after);
}
function sharedSettings({ tool }) {
  const tools = Object.entries(Object(tool)).filter(([name]) => !UNRELATED_TOOLS.has(name));
  return JSON.stringify(tools.sort());
}

// src/repository/tags.ts
function parseTags(tags2, project) {
  const pattern = project.settings.version.tag;
  if (pattern !== void 0) {
    const [before = "", after = ""] = pattern.split("{version}");
    const matching = releaseTags(
      tags2,
      (name) => name.startsWith(before) && name.endsWith(after) ? [name.slice(before.length, name.length - after.length)] : []
    );
    return withoutMovingTags(matching) ?? matching;
  }
  const prefixes = new Set(
    [project.name, project.path.split("/").at(-1) ?? "", project.path].map((name) => normalizeName(name))
  );
  const prefixed = releaseTags(
    tags2,
    (name) => (
      // A name may itself contain a separator and a digit: demo-2d-1.0.
      [...name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)].filter(({ index }) => prefixes.has(normalizeName(name.slice(0, index)))).map(({ 0: separator, index }) => name.slice(index + separator.length))
    )
  );
  const bare = releaseTags(tags2, (name) => /^(?:release[-_/])?v?(\d.*)$/i.exec(name)?.slice(1) ?? []);
  return withoutMovingTags(prefixed) ?? withoutMovingTags(bare) ?? (prefixed.length > 0 ? prefixed : bare);
}
function releaseTags(tags2, candidates2) {
  return tags2.flatMap((tag) => {
    const version2 = candidates2(tag.name).find(isReleased);
    return version2 === void 0 ? [] : [{ ...tag, version: version2 }];
  });
}
function withoutMovingTags(tags2) {
  const full = tags2.filter(({ version: version2 }) => (explain(version2)?.release.length ?? 0) > 1);
  return full.length > 0 ? full : void 0;
}
function isReleased(version2) {
  const parts = valid(version2) ? explain(version2) : null;
  return parts !== null && parts.is_devrelease !== true && !parts.local;
}
function highestRelease(tags2) {
  return tags2.reduce(
    (highest, tag) => highest === void 0 || compare(tag.version, highest.version) > 0 ? tag : highest,
    void 0
  );
}
function finalReleases(tags2) {
  return tags2.filter(({ version: version2 }) => explain(version2)?.is_prerelease !== true);
}
function releaseSeriesOf(branch) {
  const name = branch.split("/").at(-1) ?? "";
  const isMaintenance = /^(release|releases|stable|maintenance|maint|support|backports?)\//i.test(branch);
  const numbers = /^v?(\d+(?:\.\d+)*)\.[x*]$/i.exec(name)?.[1] ?? /^(?:release|stable|maintenance|maint|support)[-_.]?v?(\d+(?:\.\d+)*)(?:\.x)?$/i.exec(name)?.[1] ?? /^v?(\d+(?:\.\d+)*)[-_.](?:release|stable|maintenance|maint|support|branch)$/i.exec(name)?.[1] ?? (isMaintenance ? /^v?(\d+(?:\.\d+)*)$/.exec(name)?.[1] : void 0);
  return numbers?.split(".").map(Number);
}
function isInSeries(version2, series) {
  const release = explain(version2)?.release ?? [];
  return series.every((number2, index) => (release[index] ?? 0) === number2);
}

// src/repository/changed-packages.ts
async function findChangedPackages(found, event, workflow, openHistory2) {
  const selectAll = (why) => ({
    verified: found.requested,
    unchanged: /* @__PURE__ */ new Map(),
    basis: `Everything is verified, as ${why}.`
  });
  if (found.checkout.head === void 0) return selectAll("there is no git history to compare with");
  try {
    const history = await openHistory2();
    const base = await baseOfEvent(history, event);
    const bases = base === void 0 ? await lastReleases(history, found) : void 0;
    const baseCommits = base === void 0 ? [...bases?.values() ?? []] : [base];
    if (baseCommits.length === 0) return selectAll("no release was tagged yet");
    const trees = await history.commitTrees(baseCommits);
    const changes = /* @__PURE__ */ new Map();
    for (const baseCommit of baseCommits)
      if (!changes.has(baseCommit.commit))
        changes.set(baseCommit.commit, await changesSince(trees, baseCommit, found));
    const changesFor = (path) => changes.get((base ?? bases?.get(path))?.commit ?? "");
    const changedFiles2 = [...new Set([...changes.values()].flatMap(({ changed }) => changed))];
    const selection = selectChanged(found.requested, {
      packages: found.sources.map(({ project }) => project.path),
      edges: found.edges,
      changesFor,
      affectedBy: await findAffected(changedFiles2, found, workflow)
    });
    const [verified, requested] = [selection.verified.length, found.requested.length];
    const basis = `${verified} of ${requested} packages changed since ${base?.label ?? "their last releases"}, or depend on one that did.`;
    return { ...selection, basis };
  } catch (error) {
    if (error instanceof Inconclusive) return selectAll(`the base cannot be known: ${error.message}`);
    throw error;
  }
}
async function baseOfEvent(history, event) {
  if (event.kind === "branch") {
    const { before } = event;
    if (before === void 0) return void 0;
    return { commit: before, ref: before, label: `the push before (${before.slice(0, 10)})` };
  }
  const base = await findBaseBranch(history, event);
  if (base === void 0) return void 0;
  const commit = await history.mergeBase(base.commit) ?? base.commit;
  return { commit, ref: commit, label: `${base.branch} (${commit.slice(0, 10)})` };
}
async function lastReleases(history, { sources }) {
  const { tags: tags2 } = await history.tags();
  const packageTags = sources.map(({ project }) => ({
    project,
    tags: parseTags(tags2, project)
  }));
  const commits = packageTags.flatMap((one) => one.tags.map(({ commit }) => commit));
  const ancestors = await history.ancestors(commits);
  const found = /* @__PURE__ */ new Map();
  for (const { project, tags: releaseTags2 } of packageTags) {
    if (releaseTags2.some(({ commit }) => commit === history.head)) continue;
    const last2 = highestRelease(releaseTags2.filter(({ commit }) => ancestors?.has(commit)));
    if (last2 !== void 0)
      found.set(project.path, {
        commit: last2.commit,
        ref: `refs/tags/${last2.name}`,
        label: `the tag ${last2.name}`
      });
  }
  return found;
}
async function changesSince(trees, { commit, label }, { checkout }) {
  const changed = await trees.changedSince(commit);
  const hasSameSettings = async (file) => {
    try {
      const current = await readFile7(join13(checkout.root, file), "utf8");
      return !sharedSettingsDiffer(
        parseToml(await trees.read(commit, file) ?? "").table,
        parseToml(current).table
      );
    } catch {
      return false;
    }
  };
  const settings = changed.filter((file) => /(^|\/)pyproject\.toml$/.test(file));
  const same = await Promise.all(settings.map(hasSameSettings));
  return { baseLabel: label, changed, sharedSettingsUnchanged: new Set(settings.filter((_, at2) => same[at2])) };
}
async function findAffected(changed, { checkout, sources }, workflow) {
  const packages2 = sources.map(({ project }) => project.path);
  const packagePaths = new Set(packages2);
  const outside = changed.filter((file) => containingPackage(file, packagePaths) === void 0);
  const searches = new Map(outside.map((file) => [searchTextFor(file).text, searchTextFor(file)]));
  const mentionedBy = /* @__PURE__ */ new Map();
  for (const { text: text4, isWord } of searches.values()) {
    const args = ["grep", "-z", "--files-with-matches", "-I", "--fixed-strings", ...isWord ? ["-w"] : []];
    const { stdout } = await tryGit(checkout.root, [...args, "-e", text4]);
    mentionedBy.set(text4, [
      ...new Set(splitNul(stdout).flatMap((file) => containingPackage(file, packagePaths) ?? []))
    ]);
  }
  const links = outside.length === 0 ? [] : await linksOf(checkout.root, packagePaths);
  return (file) => {
    const isWorkflow = workflow === void 0 ? /^\.github\/workflows\//.test(file) : file === workflow;
    if (isWorkflow || /^\.github\/actions\//.test(file)) return packages2;
    const linked = links.filter(({ target }) => `${file}/`.startsWith(`${target}/`));
    return [
      ...packagesConfiguredBy(file, packages2),
      ...mentionedBy.get(searchTextFor(file).text) ?? [],
      ...linked.map(({ owner }) => owner)
    ];
  };
}
async function linksOf(root, packages2) {
  const { stdout } = await tryGit(root, ["ls-files", "-z", "--stage"]);
  const links = splitNul(stdout).flatMap(
    (line) => line.startsWith("120000 ") ? [line.split("	")[1] ?? ""] : []
  );
  const found = links.map(async (link2) => {
    const owner = containingPackage(link2, packages2);
    const to = await readlink2(join13(root, link2)).catch(() => void 0);
    if (owner === void 0 || to === void 0) return [];
    return [{ owner, target: normalize3(join13(dirname9(link2), to)) }];
  });
  return (await Promise.all(found)).flat();
}

// src/repository/history.ts
import { mkdir as mkdir3 } from "node:fs/promises";
import { join as join14 } from "node:path";

// src/process/ending.ts
function describeEnding(ending) {
  switch (ending.kind) {
    case "exited":
      return `ended with status ${ending.code}`;
    case "killed":
      return `was ended by ${ending.signal}`;
    case "timed-out":
      return `did not end within ${ending.afterSeconds} s`;
    case "not-started":
      return `could not be started: ${ending.reason}`;
  }
}

// src/process/machine-failure.ts
var EXTERNAL_SIGNALS = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"];
var DISK_FULL = /\[Errno (28|122)\] |No space left on device|Dis[ck] quota exceeded|\[WinError 112\]|\bENOSPC\b/;
function throwIfMachineFailed(subject, ending, output) {
  if (ending.kind === "killed" && EXTERNAL_SIGNALS.includes(ending.signal))
    throw new Inconclusive(
      `${subject} ${describeEnding(ending)}, which comes from outside: most often the machine has no memory left. Run it again, on a larger one or with less at a time.`
    );
  throwIfDiskIsFull(subject, output);
}
function throwIfDiskIsFull(subject, output) {
  const line = output.split(/\r?\n/).find((one) => DISK_FULL.test(one));
  if (line !== void 0)
    throw new Inconclusive(
      `${subject} met a full disk: ${line.trim().slice(0, 300)}. Free some of it and run again.`
    );
}

// src/repository/history.ts
var FETCH_ALL = `Let the workflow fetch the tags:
  - uses: actions/checkout@v6
    with: { fetch-depth: 0 }`;
var TagsUnavailable = class extends Inconclusive {
};
var CommitFilesUnavailable = class extends Error {
};
var History = class _History {
  #checkout;
  /** The commit that is checked out. */
  head;
  /** Whether the checkout is a shallow clone, which lacks earlier commits. */
  isShallow;
  #scratch;
  #remote;
  #copies = 0;
  #tags;
  #trailers = /* @__PURE__ */ new Map();
  #ancestry;
  /** Shared by all calls that fetch nothing. */
  #localTrees;
  constructor(checkout, head, isShallow, scratch) {
    this.#checkout = checkout;
    this.head = head;
    this.isShallow = isShallow;
    this.#scratch = scratch;
  }
  /**
   * @param scratch an empty directory for fetched commits
   * @throws Inconclusive if git cannot read the repository
   */
  static async open(checkout, head, scratch) {
    const isShallow = await git(checkout.root, ["rev-parse", "--is-shallow-repository"]);
    return new _History(checkout, head, isShallow.trim() === "true", scratch);
  }
  /**
   * All tags: those of the checkout, or if it has none or is shallow, those of the remote.
   *
   * @throws TagsUnavailable if the checkout is shallow and its remote cannot be reached
   */
  tags() {
    this.#tags ??= this.#readTags();
    return this.#tags;
  }
  async #readTags() {
    const local = this.isShallow ? [] : await this.#localTags();
    if (local.length > 0) return { tags: local, areLocal: true };
    const refs = await this.#remoteRefs().catch((error) => {
      if (this.isShallow) throw error;
      return /* @__PURE__ */ new Map();
    });
    const tags2 = [...refs].flatMap(
      ([ref, commit]) => ref.startsWith("refs/tags/") ? [{ name: ref.slice("refs/tags/".length), commit }] : []
    );
    return { tags: tags2, areLocal: false };
  }
  async #localTags() {
    const format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
    const listed = await git(this.#checkout.root, ["for-each-ref", format, "refs/tags"]);
    return listed.split("\n").flatMap((line) => {
      const [name, object, peeled] = line.split(" ");
      return name && object ? [{ name, commit: peeled || object }] : [];
    });
  }
  /** The tags and branches of the remote, with their commits. */
  #remoteRefs() {
    this.#remote ??= this.#listRemote();
    return this.#remote;
  }
  async #listRemote() {
    const listed = await tryGit(this.#checkout.root, ["ls-remote", "--tags", "--heads", "origin"]);
    if (!succeeded(listed))
      throw new TagsUnavailable(
        `The checkout is shallow and the tags could not be asked for: ${lastLines(listed.stderr, 1).join("")}. ${FETCH_ALL}`
      );
    const refs = /* @__PURE__ */ new Map();
    for (const line of listed.stdout.split("\n")) {
      const [commit, ref] = line.split("	");
      if (commit && ref) refs.set(ref.replace("^{}", ""), commit);
    }
    return refs;
  }
  /**
   * Returns those of some commits that are HEAD or ancestors of it; undefined if git fails. For a shallow checkout, this
   * fetches all commits, without trees and blobs.
   */
  async ancestors(commits) {
    this.#ancestry ??= this.#readAncestry();
    const ancestry = await this.#ancestry;
    return ancestry && new Set(commits.filter((commit) => ancestry.has(commit)));
  }
  async #readAncestry() {
    const listCommits = async (directory) => {
      const list2 = await tryGit(directory, ["rev-list", this.head]);
      return succeeded(list2) ? new Set(list2.stdout.split("\n")) : void 0;
    };
    if (!this.isShallow) return listCommits(this.#checkout.root);
    const copy = await this.#copy();
    const fetched = await this.#fetch(copy, ["--unshallow", "--filter=tree:0"], ["+refs/tags/*:refs/tags/*"]);
    return succeeded(fetched) ? listCommits(copy) : void 0;
  }
  /** The merge base of HEAD and a commit; undefined if the checkout lacks it. */
  async mergeBase(commit) {
    const found = await tryGit(this.#checkout.root, ["merge-base", this.head, commit]);
    return succeeded(found) ? found.stdout.trim() : void 0;
  }
  /**
   * Provides access to the files of commits.
   *
   * @param commits with the ref of the remote, or the commit, to fetch each by if the checkout lacks it
   * @throws TagsUnavailable if they cannot be fetched
   */
  async commitTrees(commits) {
    const missing = [];
    for (const commit of commits) {
      const exists = await tryGit(this.#checkout.root, ["cat-file", "-e", `${commit.commit}^{tree}`]);
      if (!succeeded(exists)) missing.push(commit);
    }
    if (missing.length === 0) {
      this.#localTrees ??= this.#copy().then((copy2) => this.#treesIn(copy2));
      return this.#localTrees;
    }
    const copy = await this.#copy();
    const fetched = await this.#fetch(
      copy,
      ["--depth=1"],
      missing.map(({ ref }) => ref)
    );
    if (!succeeded(fetched)) {
      const names = missing.map(({ ref }) => ref.replace("refs/tags/", "tag ")).join(", ");
      throw new TagsUnavailable(
        `The checkout is shallow and ${names} could not be fetched: ${lastLines(fetched.stderr, 1).join("")}. ${FETCH_ALL}`
      );
    }
    return this.#treesIn(copy);
  }
  async #treesIn(copy) {
    return new CommitTrees(this.#checkout, copy, await transportSettings(this.#checkout.root));
  }
  /** Creates a repository without a working tree that borrows the objects of the checkout. */
  async #copy() {
    const copy = join14(this.#scratch, `history-${this.#copies++}`);
    await mkdir3(copy, { recursive: true });
    await borrowHistory(this.#checkout, copy);
    await copyRemote(this.#checkout.root, copy);
    return copy;
  }
  async #fetch(copy, options2, refs) {
    const variables = await transportSettings(this.#checkout.root);
    return tryGit(copy, ["fetch", "--quiet", "--no-tags", ...options2, "origin", ...refs], { variables });
  }
  /**
   * The parents of a commit, including those that a shallow checkout lacks.
   *
   * @throws Inconclusive if the checkout lacks the commit
   */
  async parentsOf(commit) {
    const raw = await git(this.#checkout.root, ["cat-file", "commit", commit]);
    const headers = raw.slice(0, raw.indexOf("\n\n"));
    return [...headers.matchAll(/^parent (\w+)$/gm)].flatMap(([, parent]) => parent ?? []);
  }
  /**
   * The values of a trailer (git documentation, "git-interpret-trailers") of the commits since a base, newest first; only of
   * HEAD if the base is undefined or git cannot list them.
   */
  trailers(key, base) {
    const trailers = this.#trailers.get(`${key} ${base}`) ?? this.#readTrailers(key, base);
    this.#trailers.set(`${key} ${base}`, trailers);
    return trailers;
  }
  async #readTrailers(key, base) {
    const format = `--format=%H%x00%(trailers:key=${key},valueonly,separator=%x20)`;
    const range = base === void 0 ? ["-1", this.head] : [this.head, `^${base}`];
    const log = await tryGit(this.#checkout.root, ["log", "--no-show-signature", format, ...range]);
    const listed = succeeded(log) ? log.stdout : await git(this.#checkout.root, ["log", "--no-show-signature", format, "-1"]);
    return listed.split("\n").flatMap((line) => {
      const [commit, value] = line.split("\0");
      return commit && value?.trim() ? [{ commit, value: value.trim() }] : [];
    });
  }
  /**
   * Whether HEAD is on a branch of the remote; undefined if git cannot determine it. For a shallow checkout, this fetches
   * the commits of the branch since HEAD, without trees and blobs.
   */
  async isOnBranch(branch) {
    if (!this.isShallow) {
      const remote = `refs/remotes/origin/${branch}`;
      const exists = await tryGit(this.#checkout.root, ["rev-parse", "--verify", "--quiet", remote]);
      if (!succeeded(exists)) return void 0;
      const isAncestor = await tryGit(this.#checkout.root, ["merge-base", "--is-ancestor", this.head, remote]);
      return isAncestor.ending.kind === "exited" ? isAncestor.ending.code === 0 : void 0;
    }
    const refs = await this.#remoteRefs().catch(() => /* @__PURE__ */ new Map());
    const tip = refs.get(`refs/heads/${branch}`);
    if (tip === void 0) return void 0;
    if (tip === this.head) return true;
    const tag = [...refs].find(([ref, commit]) => ref.startsWith("refs/tags/") && commit === this.head)?.[0];
    if (tag === void 0) return void 0;
    const copy = await this.#copy();
    const fetched = await this.#fetch(
      copy,
      [`--shallow-exclude=${tag}`, "--filter=tree:0"],
      [`refs/heads/${branch}`]
    );
    if (!succeeded(fetched)) return void 0;
    const commits = await tryGit(copy, ["rev-list", "FETCH_HEAD"]);
    const raw = await tryGit(copy, ["log", "--format=raw", "FETCH_HEAD"]);
    return succeeded(commits) && succeeded(raw) ? raw.stdout.includes(`parent ${this.head}`) : void 0;
  }
  /** The branches of the remote that contain HEAD, among those that the checkout has. */
  async branchesWithHead() {
    const format = "--format=%(refname:strip=3)";
    const listed = await tryGit(this.#checkout.root, [
      "for-each-ref",
      format,
      "--contains",
      this.head,
      "refs/remotes/origin"
    ]);
    return succeeded(listed) ? listed.stdout.split("\n").filter(Boolean) : [];
  }
};
var CommitTrees = class {
  #checkout;
  #copy;
  /** Credentials, as git fetches missing blobs of a partial clone on demand. */
  #variables;
  #changed = /* @__PURE__ */ new Map();
  constructor(checkout, copy, variables) {
    this.#checkout = checkout;
    this.#copy = copy;
    this.#variables = variables;
  }
  /** Files of the working tree that differ from a commit, relative to the root. */
  changedSince(commit) {
    const files = this.#changed.get(commit) ?? this.#diff(commit);
    this.#changed.set(commit, files);
    return files;
  }
  async #diff(commit) {
    const { root } = this.#checkout;
    const args = ["--git-dir", join14(this.#copy, ".git"), "--work-tree", root];
    const diff = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit];
    return splitNul(await git(root, [...args, ...diff], { variables: this.#variables }));
  }
  /** The content of a file in a commit; undefined if there is none. */
  async read(commit, file) {
    const shown = await tryGit(this.#copy, ["show", `${commit}:${file}`], { variables: this.#variables });
    return succeeded(shown) ? shown.stdout : void 0;
  }
  /**
   * Checks a commit out into a new directory, with a repository of its own.
   *
   * @throws CommitFilesUnavailable if files are missing and cannot be fetched
   * @throws Inconclusive if the machine failed, for example with a full disk
   */
  async checkOut(commit, directory) {
    await mkdir3(directory, { recursive: true });
    await borrowHistory(this.#checkout, directory, this.#copy);
    await copyRemote(this.#checkout.root, directory);
    await git(directory, ["update-ref", "--no-deref", "HEAD", commit]);
    await git(directory, ["read-tree", commit], { variables: this.#variables });
    const written = await tryGit(directory, ["checkout-index", "--all", "--force"], {
      variables: this.#variables
    });
    if (succeeded(written)) return;
    throwIfMachineFailed("git", written.ending, written.stderr);
    throw new CommitFilesUnavailable(
      `the files of ${commit.slice(0, 10)} are not all here: ${lastLines(written.stderr, 1).join("")}`
    );
  }
};
async function copyRemote(root, copy) {
  const listed = await tryGit(root, ["config", "--get-regexp", "-z", "^remote\\.origin\\."]);
  const remote = splitNul(listed.stdout).flatMap((entry) => {
    const [key = "", ...value] = entry.split("\n");
    return /\.(url|uploadpack|proxy|promisor|partialclonefilter)$/i.test(key) ? [[key, value.join("\n")]] : [];
  });
  const isPartial = remote.some(([key]) => key?.endsWith(".promisor"));
  const partial = [
    ["core.repositoryformatversion", "1"],
    ["extensions.partialclone", "origin"]
  ];
  for (const setting of [...isPartial ? partial : [], ...remote]) await git(copy, ["config", ...setting]);
}
var TRANSPORT_SETTINGS = /^(http|credential|url|protocol|ssh)\.|^core\.(sshcommand|askpass|gitproxy)$/i;
async function transportSettings(root) {
  const listed = splitNul(await git(root, ["config", "--list", "--show-scope", "-z"]));
  const first = Number(processEnvironment().GIT_CONFIG_COUNT ?? 0);
  const settings = [];
  for (let i = 0; i + 1 < listed.length; i += 2) {
    const [scope, entry = ""] = [listed[i], listed[i + 1]];
    const [key = "", ...value] = entry.split("\n");
    if ((scope === "local" || scope === "worktree") && TRANSPORT_SETTINGS.test(key))
      settings.push([key, value.join("\n")]);
  }
  const variables = settings.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value]
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + settings.length) };
}

// src/repository/select-packages.ts
function selectPackages(found, config, scratch) {
  return Promise.all(found.map((packages2, at2) => select(packages2, config, join15(scratch, `history-${at2}`))));
}
async function select(found, config, scratch) {
  let opening;
  const history = () => {
    opening ??= openHistory(found, scratch);
    return opening;
  };
  const selection = config.changedOnly ? await findChangedPackages(found, config.event, config.workflowFile, history) : { verified: found.requested, unchanged: /* @__PURE__ */ new Map() };
  return { ...found, ...selection, history };
}
async function openHistory({ checkout }, scratch) {
  if (checkout.head === void 0) throw new Inconclusive(`${checkout.root} has no commit.`);
  return History.open(checkout, checkout.head, scratch);
}

// src/commands/plan.ts
async function plan(config, mode, cwd) {
  const chosen = await withScratch(async (scratch) => {
    return selectPackages(await findPackages2(config.paths, RULE_NAMES), config, scratch);
  });
  const checkout = singleCheckout(chosen);
  const file = config.json ?? join16(await outputDirectory(config), "plan.json");
  await checkWritable(file);
  const earlier = mode.timingsFrom === void 0 ? [] : await earlierReports(mode.timingsFrom, cwd);
  const { shards: shares, leftOut } = shardPackages(chosen, mode, earlier);
  const plan2 = makePlan(shares, {
    run: identityOf(config.workflowRun, [checkout.head]),
    leftOut,
    selection: chosen[0]?.basis
  });
  const root = relative4(cwd, checkout.root).split(sep3).join("/");
  const excluded = config.paths.excluded.map(({ text: text4 }) => text4);
  const matrix = matrixOf(plan2, root, excluded);
  checkSize(matrix);
  await writeFile4(file, `${JSON.stringify(plan2, null, 2)}
`);
  return { plan: plan2, matrix, file };
}
function singleCheckout(chosen) {
  const [first, ...others] = chosen.map(({ checkout }) => checkout);
  if (first !== void 0 && others.length === 0) return first;
  const roots = list(chosen.map(({ checkout }) => checkout.root));
  const message = `path leads to several repositories (${roots}), and a plan is of one. Plan each by itself.`;
  throw new ConfigurationError([{ message }]);
}
async function earlierReports(path, cwd) {
  const files = await gatherReports(path, cwd);
  return files.flatMap(({ content }) => content.kind === "read" ? [content.value] : []);
}

// src/process/secrets.ts
var INDEX_VARIABLE = /^(PIP_(EXTRA_)?INDEX_URL|PIP_FIND_LINKS|PIP_PROXY|UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|FIND_LINKS)|(HTTPS?|ALL)_PROXY)$/i;
function secretsIn(environment) {
  const found = Object.entries(environment).flatMap(([name, value]) => {
    if (value === void 0) return [];
    if (/^UV_INDEX_\w+_PASSWORD$/.test(name)) return spellings(value);
    if (!INDEX_VARIABLE.test(name)) return [];
    return [...value.matchAll(/:\/\/([^/\s]+)@/g)].flatMap(([, userinfo = ""]) => {
      const colon = userinfo.indexOf(":");
      const [user, password] = colon < 0 ? [userinfo, ""] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)];
      return [password === "" || password === "x-oauth-basic" ? user : password].flatMap(spellings);
    });
  });
  return [...new Set(found)].filter((secret) => secret.length >= 4);
}
function spellings(secret) {
  let decoded = secret;
  try {
    decoded = decodeURIComponent(secret);
  } catch {
  }
  return [secret, decoded, encodeURIComponent(decoded), JSON.stringify(decoded).slice(1, -1)];
}
function redact(text4, secrets) {
  const ordered = [...secrets].sort((a, b) => b.length - a.length);
  const withoutKnown = ordered.reduce((rest, secret) => rest.replaceAll(secret, "***"), text4);
  return withoutKnown.replace(/(\w:\/\/)(?!git@)[^/\s"'<>?#]+@/g, "$1***@");
}

// src/commands/verify.ts
import { writeFile as writeFile11 } from "node:fs/promises";
import { join as join55 } from "node:path";

// src/process/memory.ts
import { setFlagsFromString } from "node:v8";
function keepHeapSmall() {
  setFlagsFromString("--semi-space-growth-factor=1");
}

// src/python/toolchain.ts
import { mkdir as mkdir5 } from "node:fs/promises";
import { join as join24 } from "node:path";

// src/python/environment-cache.ts
import { createHash as createHash2, randomUUID as randomUUID2 } from "node:crypto";
import { readdirSync as readdirSync2, statSync as statSync3 } from "node:fs";
import { mkdir as mkdir4, readdir as readdir4, readFile as readFile10, rename, rm as rm3, stat as stat4, writeFile as writeFile6 } from "node:fs/promises";
import { join as join19, resolve as resolve7, sep as sep4 } from "node:path";

// src/python/index-settings.ts
import { readdir as readdir3, readFile as readFile8, stat as stat3 } from "node:fs/promises";
import { join as join17 } from "node:path";
import { fileURLToPath } from "node:url";
var UV_INDEX_VARIABLES = [
  "UV_DEFAULT_INDEX",
  "UV_INDEX",
  "UV_INDEX_URL",
  "UV_EXTRA_INDEX_URL",
  "UV_CONFIG_FILE"
];
function pipConfigFiles(caller) {
  const { HOME = "", XDG_CONFIG_HOME = join17(HOME, ".config"), APPDATA, PIP_CONFIG_FILE } = caller;
  const files = ["/etc/pip.conf", join17(XDG_CONFIG_HOME, "pip", "pip.conf"), join17(HOME, ".pip", "pip.conf")];
  const mac = join17(HOME, "Library", "Application Support", "pip", "pip.conf");
  return [
    ...files,
    mac,
    ...APPDATA ? [join17(APPDATA, "pip", "pip.ini")] : [],
    ...PIP_CONFIG_FILE ? [PIP_CONFIG_FILE] : []
  ];
}
async function isIndexForPipOnly(caller) {
  const isSet = (...names) => names.some((name) => caller[name]);
  if (isSet(...UV_INDEX_VARIABLES)) return false;
  if (isSet("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX")) return true;
  const texts3 = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile8(file, "utf8").catch(() => ""))
  );
  return texts3.some((text4) => /^\s*(extra-index-url|index-url|no-index)\s*[=:]/m.test(text4));
}
function translateForUv(variables) {
  const { PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_TRUSTED_HOST, PIP_CERT, PIP_PROXY } = variables;
  const isForPipOnly = !UV_INDEX_VARIABLES.some((name) => variables[name]);
  const translated = {
    UV_DEFAULT_INDEX: isForPipOnly && PIP_INDEX_URL,
    UV_EXTRA_INDEX_URL: isForPipOnly && PIP_EXTRA_INDEX_URL,
    UV_INDEX_STRATEGY: isForPipOnly && PIP_EXTRA_INDEX_URL && "unsafe-best-match",
    UV_FIND_LINKS: PIP_FIND_LINKS?.trim().split(/\s+/).join(","),
    UV_INSECURE_HOST: PIP_TRUSTED_HOST,
    SSL_CERT_FILE: PIP_CERT,
    ALL_PROXY: PIP_PROXY
  };
  const missing = Object.entries(translated).filter(
    (entry) => Boolean(entry[1]) && !variables[entry[0]]
  );
  return { ...variables, ...Object.fromEntries(missing) };
}
function findLinks({ PIP_FIND_LINKS = "", UV_FIND_LINKS = "" }) {
  return [...PIP_FIND_LINKS.split(/\s+/), ...UV_FIND_LINKS.split(",")].filter(Boolean);
}
function isRemote(location2) {
  return /^\w+:\/\//.test(location2) && !location2.startsWith("file:");
}
function localFindLinks(caller) {
  return findLinks(caller).filter((location2) => !isRemote(location2)).map((location2) => location2.startsWith("file:") ? fileURLToPath(location2) : location2);
}
function hasFindLinksPage(caller) {
  return findLinks(caller).some(isRemote);
}
async function listing(location2) {
  const names = await readdir3(location2).catch(() => [""]);
  return Promise.all(
    names.sort().map(async (name) => {
      const stats = await stat3(join17(location2, name)).catch(() => void 0);
      return `${name} ${stats?.size} ${stats?.mtimeMs}`;
    })
  );
}
async function indexSettings(caller) {
  const variables = Object.entries(caller).filter(
    ([name]) => /^(PIP|UV)_/.test(name) && !/_(CACHE_DIR|NO_CACHE|NO_CACHE_DIR|USERNAME|PASSWORD)$/.test(name)
  );
  const files = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile8(file, "utf8").catch(() => ""))
  );
  const links = await Promise.all(localFindLinks(caller).map(listing));
  return JSON.stringify([variables.sort(), files, links]).replace(/:\/\/[^/@\s"]*@/g, "://");
}

// src/python/install.ts
import { randomUUID } from "node:crypto";
import { readFile as readFile9, rm as rm2, writeFile as writeFile5 } from "node:fs/promises";
import { basename as basename4, join as join18 } from "node:path";

// src/python/installer-errors.ts
var EXTERNAL_ERRORS = [
  {
    pattern: /No space left on device|There is not enough space on the disk/i,
    problem: "The disk is full",
    fix: "Free some of it and run again."
  },
  {
    pattern: /Failed to read `--find-links`|^WARNING: Location .* is ignored: it is either a non-existing path/,
    problem: "A place to find packages in is not there",
    fix: "Check PIP_FIND_LINKS and UV_FIND_LINKS."
  },
  {
    pattern: /is not a trusted or secure host/,
    problem: "The package index is ignored, as it is not asked by https",
    fix: "Use https, or name its host in PIP_TRUSTED_HOST."
  },
  {
    pattern: /\b(401|403|407) (Client Error|Unauthorized|Forbidden|Proxy)|HTTP error 40[137]|status code 40[137]/i,
    problem: "The package index refused the credentials",
    fix: "Check PIP_INDEX_URL or UV_INDEX and what they need."
  },
  {
    pattern: /Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Connection (refused|reset|aborted|broken)|connection error:|Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|dns error|error sending request|Failed to fetch|operation timed out|SSLError|ssl certificate|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|\b(429|50[0234]) (Client Error|Server Error|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway)|too many \d+ error responses|status code (429|50[0234])|error trying to connect|network was disabled/i,
    problem: "The package index did not answer",
    fix: "Check the network and the index settings (PIP_INDEX_URL, UV_INDEX), and run again."
  },
  {
    // Not 404, with which an index responds if it has no such project (Simple repository API).
    pattern: /^Could not fetch URL .*: (?!404)4\d\d Client Error|HTTP error 4\d\d while getting \S+ \(from https?:|DO NOT MATCH THE HASHES|Hash mismatch for|^ERROR: Wheel '.*' located at .* is invalid|has an invalid package format/,
    problem: "The package index does not give what it should have",
    fix: "Run again, and check the index settings (PIP_INDEX_URL, UV_INDEX)."
  },
  {
    pattern: /unable to access '[^']+': .*(Failed to connect|Could not resolve|timed out|returned error: (429|5\d\d))/,
    problem: "The server of a git repository did not answer",
    fix: "Check the network, and run again."
  }
];
var URL_NOT_FOUND = /Failed to download `[^`]+ @ [^`]+`\s+cause: Failed to fetch: \S+\s+cause: HTTP status client error \(4(04|10)\b/;
function externalErrorIn(output) {
  const text4 = output.join("\n");
  if (URL_NOT_FOUND.test(text4)) return void 0;
  const lines = text4.split(/\r?\n/).filter((line) => !line.startsWith("WARNING: Retrying "));
  for (const { pattern, problem, fix } of EXTERNAL_ERRORS) {
    const line = lines.find((candidate) => pattern.test(candidate));
    if (line !== void 0)
      return {
        problem,
        line: line.trim().replace(/ - skipping$/, "").slice(0, 300),
        fix
      };
  }
  return void 0;
}
function errorLines({ stdout, stderr }) {
  const errors = stderr.split(/\r?\n/).filter((line) => /^\s*(ERROR:|error:|cause:|[×╰│]|Because|And because|we can conclude)/.test(line));
  const lines = errors.length > 0 ? errors : lastLines(stderr, 5);
  const short = lines.map((line) => line.trim().replace(/ \(from versions: [^)]{80,}\)/, ""));
  return [...new Set(short.flatMap((line) => explain2(line, stdout, stderr)))].slice(0, 8);
}
function isScriptError(output) {
  return output.some((line) => /entry.?point|script|Pair\.__new__/i.test(line));
}
function explain2(line, stdout, stderr) {
  if (line === "ERROR: Exception:") return lastLines(stderr, 1);
  if (!line.startsWith("ERROR: ResolutionImpossible:")) return [line];
  const [, conflict] = /^The conflict is caused by:\r?\n((?: {4}.+\r?\n)+)/m.exec(stdout) ?? [];
  return conflict === void 0 ? [line] : lastLines(conflict, 6).map((one) => one.trim());
}
function fetchErrors(log) {
  return log.filter((line) => line.startsWith("Could not fetch URL "));
}
function transientFetchErrors(log) {
  return fetchErrors(log).filter((line) => !/: 4(?!29)\d\d Client Error/.test(line));
}

// src/python/install.ts
var MINIMUM_PIP = "22.3";
async function findInstaller(choice, interpreter, caller) {
  return await findUv(choice, caller) ?? findPip(interpreter);
}
async function findUv(choice, caller) {
  const isPermitted = choice === "uv" || choice === "auto" && !await isIndexForPipOnly(caller);
  if (!isPermitted) return void 0;
  const uv = await run({
    program: "uv",
    args: ["--version"],
    cwd: process.cwd(),
    variables: variablesForInstaller(caller),
    timeout: 30
  });
  const version2 = succeeded(uv) ? /^uv (\S+)/.exec(uv.stdout)?.[1] : void 0;
  if (version2 !== void 0) return { kind: "uv", version: version2 };
  if (choice !== "uv") return void 0;
  const { kind } = uv.ending;
  if (kind === "timed-out" || kind === "killed")
    throw new Inconclusive(`"uv --version" ${describeEnding(uv.ending)}. Run again.`);
  const message = "installer is uv, but no uv was found on PATH. Install it (astral-sh/setup-uv does), or set installer to auto.";
  throw new ConfigurationError([{ message }]);
}
function findPip(interpreter) {
  const { executable, pip, pipRunner, bundledPip } = interpreter;
  if (pip !== void 0 && compare(pip, MINIMUM_PIP) >= 0)
    return { kind: "pip", version: pip, python: executable, runner: pipRunner };
  if (bundledPip !== void 0) return { kind: "bundled-pip", file: bundledPip };
  if (pip !== void 0) {
    throw new Inconclusive(
      `pip ${pip} of ${executable} is too old to install into another environment, which needs ${MINIMUM_PIP}. Run "${executable} -m pip install --upgrade pip", or install uv.`
    );
  }
  throw new Inconclusive(
    `${executable} has neither pip nor ensurepip, and there is no uv on PATH. Install one of them.`
  );
}
function describeInstaller(installer) {
  return installer.kind === "bundled-pip" ? "pip (bundled with Python)" : `${installer.kind} ${installer.version}`;
}
var TIMEOUT2 = 1200;
async function install(request) {
  const { installer, environment, options: options2 = [], siblings } = request;
  const requirements = [
    ...request.requirements,
    ...installer.kind === "uv" ? [] : siblings?.pipRequirements ?? []
  ];
  const log = join18(environment.root, `pip-${randomUUID()}.log`);
  const child = await runInstaller(request, "install", [
    ...installer.kind === "uv" ? [] : [...PIP_OPTIONS, `--log=${log}`],
    ...options2,
    ...await constraintsOf(siblings, environment),
    ...requirements
  ]);
  await request.writeLog?.(child.transcript);
  if (child.ending.kind !== "exited") throw new Inconclusive(`The installer ${describeEnding(child.ending)}.`);
  const logLines = await linesOf(log);
  await rm2(log, { force: true });
  const externalError = externalErrorIn(
    succeeded(child) ? transientFetchErrors(logLines) : [child.stderr, ...fetchErrors(logLines)]
  );
  if (externalError !== void 0) {
    throw new Inconclusive(
      `${externalError.problem} while installing ${requirements.slice(0, 3).join(", ")}: ${externalError.line}. ${externalError.fix}`
    );
  }
  if (succeeded(child)) return { kind: "installed", stderr: child.stderr };
  return { kind: "refused", output: errorLines(child), skippedLinks: skippedLinks(logLines) };
}
async function constraintsOf(siblings, { root }) {
  if (siblings === void 0 || siblings.constraints.length === 0) return [];
  const file = join18(root, `siblings-${randomUUID()}.txt`);
  await writeFile5(file, siblings.constraints.map((line) => `${line}
`).join(""));
  return ["--constraint", file];
}
var NOT_FOUND = /No matching distribution found|there is no version of|was not found in the (?:package registry|cache)|was not found in the provided package locations/i;
async function isOnIndex(request, name, version2) {
  const options2 = ["--dry-run", "--no-deps"];
  const result = await install({ ...request, requirements: [`${name}==${version2}`], options: options2 });
  if (result.kind === "installed") return true;
  if (result.skippedLinks.some((url) => isFileOf(basename4(url), name, version2))) return true;
  return !result.output.some((line) => NOT_FOUND.test(line));
}
function isFileOf(file, name, version2) {
  const [, fileDistribution = "", fileVersion = ""] = /^(.+?)-(\d[^-]*?)(?:-.+\.whl|\.tar\.gz|\.zip)$/.exec(file) ?? [];
  return normalizeName(fileDistribution) === normalizeName(name) && valid(fileVersion) !== null && compare(fileVersion, version2) === 0;
}
var PIP_OPTIONS = ["--no-compile", "--no-warn-script-location", "--no-input", "--progress-bar=off"];
async function linesOf(log) {
  const text4 = await readFile9(log, "utf8").catch(() => "");
  return text4.split(/\r?\n/).map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+ +/, ""));
}
function skippedLinks(log) {
  return log.flatMap((line) => /^Skipping link: .*: (\S+) \(from /.exec(line)?.[1] ?? []);
}
var PIP_CONFLICTS = /^ERROR: pip's dependency resolver does not currently take into account.*$/m;
async function dependencyConflicts(request, { stderr }) {
  const output = request.installer.kind === "uv" ? await checkWithUv(request) : stderr.split(PIP_CONFLICTS)[1] ?? "";
  return lastLines(output, 50).filter((line) => / requires |is not supported on this platform/.test(line));
}
async function checkWithUv(request) {
  const child = await runInstaller(request, "check", []);
  return succeeded(child) ? "" : `${child.stdout}
${child.stderr}`;
}
function runInstaller({ installer, environment, cwd, caller, ownFiles }, subcommand, args) {
  const [program, ...before] = commandOf(installer, environment, subcommand);
  const variables = variablesForInstaller(caller);
  return run({
    program,
    args: [...before, ...args],
    cwd,
    variables: {
      ...installer.kind === "uv" ? translateForUv(variables) : variables,
      ...QUIET_VARIABLES,
      ...ownFiles ? { UV_LINK_MODE: "copy" } : {},
      // Temporary files of a killed installer are then removed with the environment.
      TMPDIR: environment.root,
      TEMP: environment.root,
      TMP: environment.root
    },
    timeout: TIMEOUT2
  });
}
var QUIET_VARIABLES = { PIP_DISABLE_PIP_VERSION_CHECK: "1", NO_COLOR: "1", UV_NO_PROGRESS: "1" };
function commandOf(installer, environment, subcommand) {
  switch (installer.kind) {
    case "uv":
      return ["uv", "pip", subcommand, "--python", environment.python];
    case "pip":
      return installer.runner === void 0 ? [installer.python, "-m", "pip", "--python", environment.python, subcommand] : [environment.python, installer.runner, subcommand];
    case "bundled-pip":
      return [environment.python, `${installer.file}/pip`, subcommand];
  }
}

// src/python/environment-cache.ts
function environmentsDirectory(cacheDirectory2) {
  return join19(cacheDirectory2, "environments");
}
var EnvironmentCache = class _EnvironmentCache {
  #directory;
  #creator;
  constructor(directory, creator) {
    this.#directory = directory;
    this.#creator = creator;
  }
  /** Opens the cache for an interpreter, an installer and the index settings: others yield different environments. */
  static async open(directory, {
    interpreter,
    installer,
    caller
  }) {
    const { executable, version: version2 } = interpreter;
    const { size } = await stat4(executable);
    const index = await indexSettings(caller);
    const creator = [executable, size, version2, process.arch, describeInstaller(installer), index];
    return new _EnvironmentCache(directory, JSON.stringify(creator));
  }
  /** The cached environment with these contents; undefined if there is none, it is expired, or its files have changed. */
  async find(contents2) {
    if (!isCacheable(contents2)) return void 0;
    const entry = this.#entry(contents2);
    try {
      const { environment, state } = JSON.parse(await readFile10(join19(entry, "kept.json"), "utf8"));
      const { mtimeMs } = await stat4(join19(entry, "kept.json"));
      if (!isInside(environment, entry)) return void 0;
      if (Date.now() - mtimeMs > LIFETIME || stateOf(environment.root) !== state) return void 0;
      return environment;
    } catch {
      return void 0;
    }
  }
  /** A directory in which to create an environment, so that it can be saved; undefined if it is not cacheable. */
  async newRoot(contents2) {
    if (!isCacheable(contents2)) return void 0;
    const entry = this.#entry(contents2);
    await mkdir4(entry, { recursive: true });
    return join19(entry, randomUUID2().slice(0, 8));
  }
  /** Saves an environment that was created in a directory of `newRoot`, and removes expired ones. */
  async save(contents2, environment) {
    const entry = this.#entry(contents2);
    if (!environment.root.startsWith(entry)) return;
    const saved = { environment, state: stateOf(environment.root) };
    const file = join19(entry, `${randomUUID2()}.json`);
    await writeFile6(file, JSON.stringify(saved));
    await rename(file, join19(entry, "kept.json"));
    await this.#removeExpired();
  }
  async #removeExpired() {
    for (const name of await readdir4(this.#directory)) {
      const entry = join19(this.#directory, name);
      const stats = await stat4(join19(entry, "kept.json")).catch(() => stat4(entry).catch(() => void 0));
      if (stats !== void 0 && Date.now() - stats.mtimeMs > 2 * LIFETIME)
        await rm3(entry, { recursive: true, force: true });
    }
  }
  #entry(contents2) {
    const digest = createHash2("sha256").update(`${this.#creator}
${keyOf(contents2)}`).digest("hex");
    return join19(this.#directory, digest.slice(0, 24));
  }
};
function keyOf({ requirements, options: options2 = [], siblings, owner }) {
  return JSON.stringify([[...new Set(requirements)].sort(), options2, siblings?.constraints ?? [], owner]);
}
function isCacheable({ requirements, siblings, owner }) {
  if (owner !== void 0) return false;
  if (siblings !== void 0 && siblings.constraints.length > 0) return false;
  return requirements.every((text4) => parseRequirement(text4) !== void 0 && !text4.includes("@"));
}
function isInside({ root, ...paths }, entry) {
  const contains2 = (directory, path) => resolve7(path) === path && path.startsWith(directory + sep4);
  return contains2(entry, root) && Object.values(paths).every((path) => contains2(root, path));
}
var LIFETIME = 24 * 60 * 60 * 1e3;
function stateOf(root) {
  const hash = createHash2("sha256");
  for (const path of filesIn(root)) {
    const { size, mtimeMs } = statSync3(path);
    hash.update(`${path}\0${size}\0${mtimeMs}
`);
  }
  return hash.digest("hex");
}
function filesIn(directory) {
  const entries = readdirSync2(directory, { withFileTypes: true });
  return entries.sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = join19(directory, entry.name);
    if (entry.isDirectory()) return entry.name === "__pycache__" ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

// src/python/environment-pool.ts
import { existsSync as existsSync5 } from "node:fs";
import { rm as rm4 } from "node:fs/promises";
import { join as join22 } from "node:path";

// src/python/integrity.ts
import { readdir as readdir5, readFile as readFile11, stat as stat5 } from "node:fs/promises";
import { join as join20 } from "node:path";
async function installedNames({ purelib }) {
  return new Set(await readdir5(purelib));
}
async function isIntact({ python, purelib }, installed) {
  try {
    await stat5(python);
    const names = new Set(await readdir5(purelib));
    for (const name of installed) if (!names.has(name)) return false;
    for (const name of names)
      if (name.endsWith(".dist-info") && !await isComplete(purelib, join20(purelib, name, "RECORD")))
        return false;
    return true;
  } catch {
    return false;
  }
}
async function isComplete(purelib, record2) {
  for (const line of (await readFile11(record2, "utf8")).split(/\r?\n/)) {
    const [, quoted3, bare, size] = /^(?:"((?:[^"]|"")*)"|([^,]*)),[^,]*,(\d+)$/.exec(line) ?? [];
    if (size === void 0) continue;
    const file = quoted3?.replaceAll('""', '"') ?? bare ?? "";
    if ((await stat5(join20(purelib, file))).size !== Number(size)) return false;
  }
  return true;
}

// src/python/virtual-environment.ts
import { pathToFileURL } from "node:url";

// src/python/probe.ts
import { randomUUID as randomUUID3 } from "node:crypto";
import { readFile as readFile12, writeFile as writeFile7 } from "node:fs/promises";
import { join as join21 } from "node:path";
import { fileURLToPath as fileURLToPath2 } from "node:url";
var PROBES = fileURLToPath2(
  new URL(import.meta.url.endsWith(".ts") ? "../probes/" : "./probes/", import.meta.url)
);
function probeFile(probe) {
  return join21(PROBES, `${probe}.py`);
}
async function runProbe(probe, request, { python, cwd, variables, timeout, scratch }) {
  const id = randomUUID3();
  const requestFile = join21(scratch, `${probe}-${id}.request.json`);
  const resultFile = join21(scratch, `${probe}-${id}.result.json`);
  await writeFile7(requestFile, JSON.stringify(request));
  const child = await run({
    program: python,
    // Isolated mode: neither the directory of the probe nor the current directory is on sys.path.
    args: ["-I", probeFile(probe), requestFile, resultFile],
    cwd,
    variables,
    timeout
  });
  const text4 = await readFile12(resultFile, "utf8").catch(() => "");
  return { text: text4 === "" ? void 0 : text4, child };
}

// src/python/virtual-environment.ts
async function createEnvironments(interpreter, requests, scratch, caller) {
  const environments2 = requests.map((one) => {
    if (typeof one === "string") return { root: one, like: null };
    const { environment, completed: completed2 } = one.template;
    return { root: one.root, like: { root: environment.root, completed: completed2 } };
  });
  const { text: text4, child } = await runProbe(
    "create_environments",
    { environments: environments2 },
    {
      python: interpreter.executable,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: 120,
      scratch
    }
  );
  if (text4 === void 0 || !succeeded(child)) {
    const reason = lastLines(child.stderr, 1).join("");
    throw new Inconclusive(
      `${interpreter.executable} cannot create a virtual environment: ${reason}. Use another Python by the python option.`
    );
  }
  return JSON.parse(text4);
}
async function readInventory(environment, distribution, probe) {
  const { text: text4, child } = await runProbe(
    "installed",
    { distribution },
    { ...probe, python: environment.python }
  );
  if (text4 === void 0 || !succeeded(child)) {
    throw new Inconclusive(
      `The environment ${environment.root} cannot be read back: ${lastLines(child.stderr, 1).join("")}`
    );
  }
  return JSON.parse(text4);
}
function identityProblems(inventory, { wheel, checkout }) {
  const name = normalizeName(wheel.metadata.name);
  const installed = inventory.distributions.find((distribution) => normalizeName(distribution.name) === name);
  if (installed === void 0) return [`${name} is not installed`];
  const digests = new Map((inventory.record ?? []).map(({ path, sha256 }) => [path, sha256]));
  const changed = wheel.files.find(({ path, sha256 }) => digests.get(path) !== sha256);
  const paths = inventory.pth.flatMap(({ lines }) => lines).filter((line) => line.startsWith(checkout));
  return [
    ...originProblems(installed, wheel),
    ...changed === void 0 ? [] : [`${changed.path} is not as in the wheel`],
    ...paths.map((path) => `${path} is on the import path`)
  ];
}
function originProblems({ name, version: version2, direct_url: url }, wheel) {
  if (url === null) return [`${name} ${version2} was installed from the index`];
  if (url.dir_info !== void 0)
    return [`${name} was installed from the folder ${url.url}${url.dir_info.editable ? ", editable" : ""}`];
  const hash = url.archive_info?.hashes?.sha256 ?? url.archive_info?.hash?.replace(/^sha256=/, "");
  const same = hash === void 0 ? url.url === pathToFileURL(wheel.file).href : hash === wheel.sha256;
  return same ? [] : [`${name} was installed from ${url.url}`];
}

// src/python/environment-pool.ts
var InstallationError = class extends Error {
  /** The relevant lines of the installer output. */
  output;
  constructor(output) {
    super(output.join("\n"));
    this.output = output;
  }
};
var ONLY_WHEELS = ["--only-binary", ":all:"];
var EnvironmentPool = class {
  #options;
  #provided = /* @__PURE__ */ new Map();
  /** Found in the cache, or created empty in one process of the interpreter, before their first request. */
  #prepared = /* @__PURE__ */ new Map();
  /** The names in each environment when its installation was complete. */
  #installed = /* @__PURE__ */ new WeakMap();
  /** When the installation was complete, in milliseconds since 1970. */
  #completed = /* @__PURE__ */ new WeakMap();
  /** Created in this run, and requested only once so far. */
  #unshared = /* @__PURE__ */ new WeakSet();
  #compiling = /* @__PURE__ */ new Map();
  #count = 0;
  constructor(options2) {
    this.#options = options2;
  }
  /** Looks for environments in the cache, and starts to create all others as empty ones in one process of the interpreter. */
  prepare(contents2) {
    const missing = contents2.filter(
      (one) => !this.#provided.has(keyOf(one)) && !this.#prepared.has(keyOf(one))
    );
    const preparing = this.#prepareAll(missing);
    for (const [i, one] of missing.entries()) {
      const environment = preparing.then((prepared) => prepared[i]);
      environment.catch(() => void 0);
      this.#prepared.set(keyOf(one), environment);
    }
  }
  async #prepareAll(all) {
    const { interpreter, scratch, caller, cache } = this.#options;
    const found = await Promise.all(
      all.map(async (contents2) => {
        const cached = await cache?.find(contents2);
        return cached === void 0 ? { root: await this.#newRoot(contents2) } : { cached };
      })
    );
    const roots = found.flatMap(({ root }) => root ?? []);
    const created = roots.length === 0 ? [] : await createEnvironments(interpreter, roots, scratch, caller);
    return found.map(({ cached }) => {
      return cached === void 0 ? { empty: created.shift() } : { cached };
    });
  }
  /**
   * An environment with the given contents. Callers may run programs in it, but must not install into it.
   *
   * @throws InstallationError if the installer cannot install the requirements
   * @throws Inconclusive if the interpreter cannot create it, or the index cannot be reached
   */
  provide(contents2, writeLog) {
    const key = keyOf(contents2);
    const provided = this.#provided.get(key) ?? this.#provide(contents2, writeLog);
    this.#provided.set(key, provided);
    return provided;
  }
  /**
   * Whether an environment still has all its files, as a program that ran in it may have removed some. If not, the next
   * request creates another one.
   */
  async isIntact(contents2, environment) {
    if (await isIntact(environment, this.#installed.get(environment) ?? /* @__PURE__ */ new Set())) return true;
    const key = keyOf(contents2);
    if (await this.#provided.get(key) === environment) {
      this.#provided.delete(key);
      this.#prepared.delete(key);
    }
    return false;
  }
  /**
   * Starts to compile the modules of pytest in the background, as installers do not. Only from the second request for
   * an environment on, in this run or a later one: compiling for a single use does not pay.
   */
  compilePytest(environment) {
    const { python, purelib } = environment;
    if (this.#unshared.delete(environment)) return;
    if (this.#compiling.has(environment) || existsSync5(join22(purelib, "_pytest", "__pycache__"))) return;
    const { scratch, caller } = this.#options;
    const command = {
      program: python,
      args: ["-I", "-m", "pytest", "--version"],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeout: 60
    };
    this.#compiling.set(
      environment,
      atLowPriority(() => run(command))
    );
  }
  /** When the installation of a provided environment was complete, in milliseconds since 1970. */
  completed(environment) {
    return this.#completed.get(environment) ?? 0;
  }
  /** Resolves when no environment is being created or compiled. */
  async settled() {
    await Promise.allSettled(this.#provided.values());
    await Promise.all(this.#compiling.values());
  }
  async #provide(contents2, writeLog) {
    const environment = await this.#fill(contents2, writeLog);
    this.#completed.set(environment, Date.now() + 1);
    this.#installed.set(environment, await installedNames(environment));
    return environment;
  }
  async #fill(contents2, writeLog) {
    const { installer, cache, scratch, caller, onlyWheels } = this.#options;
    this.prepare([contents2]);
    const prepared = await this.#prepared.get(keyOf(contents2));
    if ("cached" in prepared) return prepared.cached;
    const environment = prepared.empty;
    if (contents2.requirements.length > 0) {
      const options2 = [...contents2.options ?? [], ...onlyWheels ? ONLY_WHEELS : []];
      const installation = await install({
        ...{ installer, environment, ...contents2, options: options2, cwd: scratch, caller, writeLog },
        // Programs that run in it, or in an environment with hard links to its files, may change them.
        ownFiles: true
      });
      if (installation.kind === "refused") {
        await rm4(environment.root, { recursive: true, force: true, maxRetries: 3 });
        throw new InstallationError(installation.output);
      }
    }
    await cache?.save(contents2, environment);
    this.#unshared.add(environment);
    return environment;
  }
  async #newRoot(contents2) {
    const { cache, scratch } = this.#options;
    const temporary = join22(scratch, "environments", `pool-${this.#count++}`);
    return await cache?.newRoot(contents2) ?? temporary;
  }
};

// src/python/interpreter.ts
import { existsSync as existsSync6, realpathSync as realpathSync2 } from "node:fs";
import { readdir as readdir6 } from "node:fs/promises";
import { basename as basename5, delimiter, dirname as dirname10, isAbsolute as isAbsolute2, join as join23, resolve as resolve8 } from "node:path";
var MINIMUM = "3.8";
async function findInterpreter({ python, requiresPython }, caller, cwd) {
  const allowed = (interpreter) => isAllowed(interpreter.version, requiresPython);
  if (python !== void 0) {
    const found = await findRequested(python, caller, cwd);
    if (!allowed(found)) {
      throw new ConfigurationError([
        {
          message: `python is ${python} (Python ${found.version}), but the package declares Requires-Python ${requiresPython}. Give one that it allows.`
        }
      ]);
    }
    return found;
  }
  const rejected = [];
  for (const candidate of await candidates(caller)) {
    const interpreter = await probeInterpreter(candidate, caller);
    if (interpreter === void 0) continue;
    if (isSupported(interpreter) && allowed(interpreter)) return interpreter;
    rejected.push(interpreter);
  }
  if (rejected.length === 0) {
    throw new Inconclusive(
      "No Python was found on PATH. Install one (actions/setup-python does), or name it by the python option."
    );
  }
  const versions2 = [...new Set(rejected.map(({ version: version2 }) => version2))].join(", ");
  throw new Inconclusive(
    `No Python that Requires-Python ${requiresPython ?? `>=${MINIMUM}`} allows was found (found: ${versions2}). Install one, or name it by the python option.`
  );
}
async function findRequested(python, caller, cwd) {
  if (isVersion(python) && isTooOld(python)) throw tooOld(`python is ${python}`);
  if (!isVersion(python)) {
    const isPath = isAbsolute2(python) || /[\\/]/.test(python);
    const found2 = await probeInterpreter(isPath ? resolve8(cwd, python) : python, caller);
    if (found2 === void 0)
      throw new ConfigurationError([
        {
          message: `python is "${python}", but no Python starts by that name. Give its path, or a version such as 3.12.`
        }
      ]);
    return checkSupported(found2, python);
  }
  const found = await findInterpreterByVersion(python, caller) ?? await findUvManaged(python, caller);
  if (found !== void 0) return checkSupported(found, python);
  throw new Inconclusive(
    `Python ${python} was not found. Install it (actions/setup-python with python-version: '${python}'), or give the path of one.`
  );
}
async function findUvManaged(version2, caller) {
  const { UV_PYTHON_INSTALL_DIR: directory } = caller;
  const uv = await run({
    program: "uv",
    // Only managed ones, as all others were searched before.
    args: ["python", "find", "--managed-python", "--no-python-downloads", "--no-project", "--quiet", version2],
    cwd: process.cwd(),
    variables: {
      ...variablesForInstaller(caller),
      ...directory === void 0 ? {} : { UV_PYTHON_INSTALL_DIR: directory }
    },
    timeout: 30
  });
  return succeeded(uv) ? probeInterpreter(uv.stdout.trim(), caller) : void 0;
}
async function findInterpreterByVersion(version2, caller) {
  for (const candidate of await candidates(caller, version2)) {
    const interpreter = await probeInterpreter(candidate, caller);
    if (interpreter !== void 0 && `${interpreter.version}.`.startsWith(`${version2}.`)) return interpreter;
  }
  return void 0;
}
function checkSupported(interpreter, python) {
  if (isSupported(interpreter)) return interpreter;
  throw tooOld(`python is ${python} (Python ${interpreter.version})`);
}
function tooOld(what) {
  const message = `${what}, but environments can be made from Python ${MINIMUM} on only. Give a newer one.`;
  return new ConfigurationError([{ message }]);
}
function isTooOld(version2) {
  return compare(version2, MINIMUM) < 0 && !MINIMUM.startsWith(`${version2}.`);
}
function isSupported({ version: version2 }) {
  return valid(version2) !== null && !isTooOld(version2);
}
async function candidates(caller, version2) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const toolCache = caller.RUNNER_TOOL_CACHE ?? caller.AGENT_TOOLSDIRECTORY ?? "";
  const directories = (caller.PATH ?? caller.Path ?? "").split(delimiter).filter((directory) => directory !== "");
  const shims = directories.filter(
    (directory) => basename5(directory) === "shims" && existsSync6(join23(dirname10(resolve8(directory)), "versions"))
  );
  const pyenvRoots = [
    caller.PYENV_ROOT ?? join23(caller.HOME ?? "", ".pyenv"),
    ...shims.map((directory) => dirname10(resolve8(directory)))
  ];
  const onPath = version2 === void 0 ? directories : directories.filter((directory) => !shims.includes(directory));
  const minor2 = version2?.split(".").slice(0, 2).join(".");
  const named = (...names) => names.flatMap((name) => onPath.map((directory) => join23(directory, name + suffix)));
  const installed = await Promise.all([
    versionsIn(join23(toolCache, "Python"), version2, (directory) => {
      const arch = join23(directory, process.arch);
      return process.platform === "win32" ? join23(arch, "python.exe") : join23(arch, "bin", "python");
    }),
    ...[...new Set(pyenvRoots)].map(
      (root) => versionsIn(
        join23(root, "versions"),
        version2,
        (directory) => process.platform === "win32" ? join23(directory, "python.exe") : join23(directory, "bin", "python")
      )
    )
  ]);
  const plain = named("python3", "python");
  const all = version2 === void 0 ? [...plain, ...named(...NEWEST_FIRST.map((minor3) => `python3.${minor3}`)), ...installed.flat()] : (
    // Programs with the version in their path are the most likely.
    [...named(`python${minor2}`), ...installed.flat(), ...plain]
  );
  const existing = all.filter((file) => existsSync6(file));
  const seen = /* @__PURE__ */ new Set();
  return existing.filter((file) => seen.size < seen.add(realpathSync2(file)).size);
}
var NEWEST_FIRST = [14, 13, 12, 11, 10, 9, 8];
async function versionsIn(directory, version2, programIn) {
  if (!isAbsolute2(directory)) return [];
  const names = await readdir6(directory).catch(() => []);
  return names.filter((name) => valid(name) !== null && (version2 === void 0 || `${name}.`.startsWith(`${version2}.`))).sort((a, b) => compare(b, a)).map((name) => programIn(join23(directory, name)));
}
async function probeInterpreter(program, caller) {
  for (const isolated of [["-I"], ["-E", "-s"]]) {
    const result = await run({
      program,
      args: [...isolated, probeFile("interpreter")],
      cwd: process.cwd(),
      variables: variablesForProject(caller),
      timeout: 30
    });
    if (!succeeded(result)) {
      if (/unknown option:? -I/i.test(result.stderr)) continue;
      return void 0;
    }
    try {
      const facts = JSON.parse(result.stdout);
      return {
        executable: facts.executable,
        version: facts.version,
        implementation: facts.implementation,
        pip: facts.pip ?? void 0,
        pipRunner: facts.pip_runner ?? void 0,
        bundledPip: facts.ensurepip_pip ?? void 0,
        isFreeThreaded: facts.free_threaded ?? false,
        standardLibrary: facts.stdlib_modules ?? void 0
      };
    } catch {
      return void 0;
    }
  }
  return void 0;
}

// src/python/toolchain.ts
var Toolchains = class {
  #config;
  #scratch;
  /** The interpreter of a version such as `3.9`; undefined if the machine has none. */
  interpreterOf;
  #interpreters = /* @__PURE__ */ new Map();
  #uv;
  /** Keyed by the executable of the interpreter. */
  #toolchains = /* @__PURE__ */ new Map();
  #count = 0;
  /** @param scratch a temporary directory for environments */
  constructor(config, scratch) {
    this.#config = config;
    this.#scratch = scratch;
    this.interpreterOf = memoize((version2) => findInterpreterByVersion(version2, config.environment));
  }
  /**
   * The toolchain for a requested Python.
   *
   * @throws ConfigurationError if there is no such interpreter, or the configured installer is not available
   * @throws Inconclusive if no interpreter or installer is found
   */
  async get(request) {
    const { installer: choice, environment: caller } = this.#config;
    const key = JSON.stringify([request.python, request.requiresPython]);
    const finding = this.#interpreters.get(key) ?? findInterpreter(request, caller, process.cwd());
    this.#interpreters.set(key, finding);
    this.#uv ??= findUv(choice, caller);
    const [interpreter, uv] = await Promise.all([finding, this.#uv]);
    const toolchain2 = this.#toolchains.get(interpreter.executable) ?? this.#create(interpreter, uv);
    this.#toolchains.set(interpreter.executable, toolchain2);
    return toolchain2;
  }
  async #create(interpreter, uv) {
    const { cacheDirectory: cacheDirectory2, lowestDirect, environment: caller } = this.#config;
    const scratch = join24(this.#scratch, String(this.#count++));
    const installer = uv ?? findPip(interpreter);
    if (lowestDirect && installer.kind !== "uv") {
      const message = `resolution is lowest-direct, which needs uv, but ${describeInstaller(installer)} is what installs here. Put uv on PATH (astral-sh/setup-uv does) and set installer to uv.`;
      throw new ConfigurationError([{ message }]);
    }
    const isCached = cacheDirectory2 !== void 0 && !hasFindLinksPage(caller);
    const cache = isCached ? await EnvironmentCache.open(environmentsDirectory(cacheDirectory2), { interpreter, installer, caller }) : void 0;
    await mkdir5(scratch, { recursive: true });
    return {
      interpreter,
      installer,
      pool: new EnvironmentPool({ interpreter, installer, cache, scratch, caller })
    };
  }
  /** Resolves when no environment is being created. */
  async settled() {
    const results = await Promise.allSettled(this.#toolchains.values());
    await Promise.all(results.map((one) => one.status === "fulfilled" && one.value.pool.settled()));
  }
};

// src/report/timings.ts
var OVERLAP = 1;
function timingsOf2({ start, end, stages, programs }) {
  const path = criticalPath(programs, end);
  const waited = path.reduce((sum2, one) => sum2 + one.end - one.start, 0);
  return {
    seconds: seconds2(end - start),
    own: seconds2(end - start - waited),
    stages: [...stages].sort((a, b) => a.start - b.start).map(({ stage, ...span }) => ({ stage, start: seconds2(span.start - start), seconds: lengthOf(span) })),
    critical: path.map(({ stage, program, ...span }) => ({ stage, program, seconds: lengthOf(span) }))
  };
}
function runTimingsOf({ end, programs }) {
  return { seconds: seconds2(end), own: seconds2(end - covered(programs)) };
}
function covered(spans) {
  let [until, sum2] = [0, 0];
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    sum2 += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return sum2;
}
function criticalPath(spans, end) {
  const path = [];
  for (let until = end; ; ) {
    const before = spans.filter((span) => span.end <= until + OVERLAP && !path.includes(span));
    const last2 = before.reduce(
      (latest, span) => latest === void 0 || span.end > latest.end ? span : latest,
      void 0
    );
    if (last2 === void 0) return path.reverse();
    path.push(last2);
    until = last2.start;
  }
}
function lengthOf({ start, end }) {
  return seconds2(end - start);
}
function seconds2(milliseconds) {
  return Math.round(milliseconds) / 1e3;
}
function ganttOf({ stages }) {
  const bars = stages.map(({ stage, start, seconds: seconds3 }) => {
    const [from, to] = [start, start + seconds3].map((time2) => Math.round(time2 * 1e3));
    return `  ${stage.replace(/[:;#]/g, " ")} (${seconds3.toFixed(1)} s) :${from}, ${Math.max(to ?? 0, (from ?? 0) + 1)}`;
  });
  return ["gantt", "  dateFormat x", "  axisFormat %M:%S", ...bars].join("\n");
}
function timingsInWords({ seconds: seconds3, own, critical }) {
  const stages = [];
  for (const { stage, seconds: took } of critical) {
    const last2 = stages.at(-1);
    if (last2?.stage === stage) last2.seconds += took;
    else stages.push({ stage, seconds: took });
  }
  const path = stages.map(({ stage, seconds: took }) => `${stage} ${took.toFixed(1)} s`).join(", ");
  return `${seconds3.toFixed(1)} s in all; one after another: ${path === "" ? "nothing" : path}; as-installed itself ${own.toFixed(1)} s`;
}
function runTimingsInWords({ seconds: seconds3, own }) {
  return `${seconds3.toFixed(1)} s for all of them; as-installed itself ${own.toFixed(1)} s`;
}

// src/commands/verify-packages.ts
import { join as join54 } from "node:path";

// src/pipeline/packages.ts
import { mkdirSync as mkdirSync2, rmSync as rmSync2 } from "node:fs";
import { join as join53 } from "node:path";

// src/process/logs.ts
import { mkdir as mkdir6, writeFile as writeFile8 } from "node:fs/promises";
import { join as join25 } from "node:path";
var Logs = class _Logs {
  directory;
  #secrets;
  #all;
  #packageName;
  #suffix;
  constructor(directory, packageName, secrets, { all, suffix } = { all: [], suffix: "" }) {
    this.directory = directory;
    this.#packageName = packageName;
    this.#secrets = secrets;
    this.#all = all;
    this.#suffix = suffix;
  }
  /** The same collection of logs; the names of those that it adds end with the name of a Python. */
  with(python) {
    const suffix = `-${python.replace(/[^\w.]+/g, "-")}`;
    return new _Logs(this.directory, this.#packageName, this.#secrets, { all: this.#all, suffix });
  }
  get all() {
    return this.#all;
  }
  async write(stage, text4) {
    const name = `${stage}${this.#suffix}`;
    const log = {
      name,
      title: `${this.#packageName}: ${name}`,
      file: join25(this.directory, `${name}.log`)
    };
    this.#all.push(log);
    await mkdir6(this.directory, { recursive: true });
    await writeFile8(log.file, redact(text4, this.#secrets));
  }
};

// src/repository/checkout-copies.ts
import { mkdirSync, symlinkSync } from "node:fs";
import { mkdir as mkdir7 } from "node:fs/promises";
import { join as join26, posix as posix2 } from "node:path";
var CheckoutCopies = class {
  #checkout;
  #directory;
  #packages;
  #toBuild;
  #shared = /* @__PURE__ */ new Map();
  #modifiedFiles;
  /**
   * @param directory a temporary directory for the shared copies
   * @param packages the paths of all packages of the checkout
   * @param toBuild the paths of those that are expected to be built in this run
   */
  constructor(checkout, directory, packages2, toBuild = packages2) {
    this.#checkout = checkout;
    this.#directory = directory;
    this.#packages = packages2;
    this.#toBuild = toBuild;
  }
  /**
   * Provides a copy to build a project in: the tracked files as they are now, and a repository, without earlier build
   * output of the project.
   *
   * @param name of the copy; a second build of the same project needs another name
   * @param unshared where the copy is made if it cannot be shared
   * @returns the directory of the project in the copy
   */
  async forBuild(project, name, unshared) {
    const generated = project.settings.generated.map((glob) => fileOf(project, glob));
    const isExpected2 = this.#toBuild.includes(project.path);
    const isUnshared = generated.length > 0 || !isExpected2;
    const copy = await this.#sharedOr(project, isUnshared, name, unshared, async (directory) => {
      const copied = isExpected2 ? this.#toBuild : [project.path];
      const linked = generated.length > 0 ? [] : await this.#unmodifiedPackagesToLink(copied);
      await this.#makeCopy(directory, linked, generated);
      await skipWorktree(this.#checkout, directory, linked, this.#checkout.files.filter(isInAny(linked)));
    });
    return join26(copy, project.path);
  }
  /**
   * Provides the files of an earlier commit, to build a project in.
   *
   * @param unshared where they are checked out if they cannot be shared
   * @returns the root of the copy
   */
  atCommit(project, commit, unshared, checkOut) {
    return this.#sharedOr(project, project.settings.generated.length > 0, commit, unshared, checkOut);
  }
  async #sharedOr(project, isUnshared, name, unshared, make) {
    if (isUnshared || this.#packages.length < 2 || this.#containsPackages(project)) {
      await make(unshared);
      return unshared;
    }
    return this.#once(name, make);
  }
  #once(name, make) {
    const directory = join26(this.#directory, name);
    const copy = this.#shared.get(name) ?? make(directory).then(() => directory);
    this.#shared.set(name, copy);
    return copy;
  }
  /** Whether other packages are nested in a project, so that its build output would be mixed with theirs. */
  #containsPackages(project) {
    return this.#packages.some((path) => path !== project.path && `${path}/`.startsWith(prefixOf(project)));
  }
  /**
   * Copies the checkout to the test sandbox of a project. Tests that use git to find the root or the files of the checkout
   * get those of the sandbox.
   *
   * @returns the root of the sandbox
   */
  async forTests(project, sandbox) {
    await this.#makeCopy(sandbox, this.#packagesToLink([project.path]));
    return sandbox;
  }
  /**
   * The packages that a copy can link to.
   *
   * @param copied packages that the copy needs files of its own for
   * @param modified files that it needs copies of
   */
  #packagesToLink(copied, modified = []) {
    const parents = new Set([...copied, ...modified].flatMap(withParentDirectories));
    const isCopied = isInAny(copied);
    const linked = this.#packages.filter((path) => !parents.has(path) && !isCopied(path));
    const isLinked = isInAny(linked);
    return linked.filter((path) => !isLinked(posix2.dirname(path)));
  }
  async #unmodifiedPackagesToLink(copied) {
    if (this.#packagesToLink(copied).length === 0) return [];
    this.#modifiedFiles ??= modifiedFiles(this.#checkout);
    return this.#packagesToLink(copied, await this.#modifiedFiles);
  }
  /** Makes a copy with a repository, with symbolic links in place of some packages. */
  async #makeCopy(directory, linked, generated = []) {
    const isLinked = isInAny(linked);
    const linkTarget = linked.length === 0 ? void 0 : await this.#once("beside", (to) => this.#makeCopy(to, []));
    await mkdir7(directory, { recursive: true });
    const files = this.#checkout.files.filter((file) => !isLinked(file));
    await Promise.all([
      copyFiles({ ...this.#checkout, files }, directory, generated),
      borrowHistory(this.#checkout, directory)
    ]);
    if (linkTarget === void 0) return;
    for (const parent of new Set(linked.map(posix2.dirname)))
      mkdirSync(join26(directory, parent), { recursive: true });
    for (const path of linked) symlinkSync(join26(linkTarget, path), join26(directory, path), "junction");
  }
};
function isInAny(directories) {
  const paths = new Set(directories);
  return (path) => withParentDirectories(path).some((one) => paths.has(one));
}
function withParentDirectories(path) {
  return [".", ...parentDirectories(path), path];
}

// src/checks/stage.ts
function skipped(reason) {
  return { kind: "skipped", reason };
}
function completed(result) {
  return result.kind === "completed" ? result.value : void 0;
}
var Skip = class {
  reason;
  constructor(reason) {
    this.reason = reason;
  }
};

// src/process/concurrency.ts
import { availableParallelism } from "node:os";
async function inParallel(items, act) {
  const results = [];
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await act(items[i]);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), items.length) }, worker));
  return results;
}
var Semaphore = class {
  #free;
  #waiting = [];
  /** @param slots how many functions may run at the same time */
  constructor(slots2) {
    this.#free = slots2;
  }
  /** Runs a function as soon as a slot is free. */
  async run(act) {
    if (this.#free > 0) this.#free--;
    else await new Promise((resolve10) => this.#waiting.push(resolve10));
    try {
      return await act();
    } finally {
      const next = this.#waiting.shift();
      if (next === void 0) this.#free++;
      else next();
    }
  }
};

// src/pipeline/sibling-wheels.ts
var SiblingWheels = class {
  #workspace;
  #buildAt;
  #byName;
  #builds = /* @__PURE__ */ new Map();
  /** @param buildAt builds the package at a path, once */
  constructor(workspace, buildAt2) {
    this.#workspace = workspace;
    this.#buildAt = buildAt2;
    this.#byName = packagesByName(workspace.sources);
  }
  /** Builds all members that packages depend on, directly or not, in parallel. */
  async buildDependencies(paths) {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === "install");
    await inParallel([...reachableFrom(paths, edges, "needs")], (path) => this.#wheelAt(path));
  }
  /** The functions that find the siblings of the package at a path. */
  of(path) {
    return {
      findSiblings: (requirements) => this.siblings(path, requirements),
      findSiblingsForBuild: (requirements) => this.siblingsForBuild(path, requirements)
    };
  }
  /** Waits until a package is built, or its build has failed. */
  async wheelOf(path) {
    await this.#wheelAt(path);
  }
  /**
   * The wheels of the members that requirements name, and of those that these depend on.
   *
   * @param path the package with the requirements
   * @throws Inconclusive when a member is missing or cannot be built
   */
  async siblings(path, requirements) {
    this.#checkMissing(path, requirements);
    const found = /* @__PURE__ */ new Map();
    let pending = this.#membersNamed(path, requirements).filter(({ project }) => project.path !== path);
    await this.buildDependencies(pending.map((source) => source.project.path));
    while (pending.length > 0) {
      const wheels = await inParallel(pending, async (source) => {
        const build3 = await this.#wheelAt(source.project.path);
        if ("failure" in build3) throw new Inconclusive(build3.failure);
        return build3;
      });
      for (const [index, wheel] of wheels.entries())
        found.set(normalizedNameOf(pending[index]), wheel);
      const next = wheels.flatMap(
        (wheel, index) => this.#membersNamed(pending[index].project.path, wheel.requirements)
      );
      pending = [...new Set(next)].filter(
        (source) => source.project.path !== path && !found.has(normalizedNameOf(source))
      );
    }
    return [...found.values()];
  }
  /**
   * The wheels of the members that a package needs in its build environment.
   *
   * @throws Inconclusive when a member is missing, cannot be built, or depends on the package itself
   */
  async siblingsForBuild(path, requirements) {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === "build" || purpose === "install");
    for (const { project } of this.#membersNamed(path, requirements)) {
      if (project.path === path) continue;
      if (!reachableFrom([project.path], edges, "needs").has(path)) continue;
      throw new Inconclusive(
        `To build it takes ${project.name} of this repository, which needs it in turn. Take one of the two requirements away.`
      );
    }
    return this.siblings(path, requirements);
  }
  /** The members that the requirements of a package name. */
  #membersNamed(path, requirements) {
    const names = new Set(requirements.flatMap((text4) => parseRequirement(text4)?.name ?? []));
    return [...names].flatMap((name) => this.#memberNamed(path, normalizeName(name)) ?? []);
  }
  /** @throws Inconclusive when several members have the name, and no setting selects one */
  #memberNamed(path, name) {
    const { edges } = this.#workspace;
    const all = this.#byName.get(name) ?? [];
    const paths = all.map(({ project }) => project.path);
    const [meant, ...others] = paths.includes(path) ? [path] : paths.filter((to) => edges.some((edge) => edge.from === path && edge.to === to));
    if (all.length > 1 && (meant === void 0 || others.length > 0)) {
      throw new Inconclusive(
        `It depends on ${name}, and several packages of this repository are called so (${list(paths)}). Give each a name of its own, say which by its folder (tool.uv.sources), or take one away from path (!${paths[0]}).`
      );
    }
    return all.find(({ project }) => all.length === 1 || project.path === meant);
  }
  #checkMissing(path, requirements) {
    const named = new Set(requirements.map((text4) => parseRequirement(text4)?.name));
    const missing = this.#workspace.missing.filter(({ from, name }) => from === path && named.has(name));
    if (missing.length === 0) return;
    const names = missing.map((one) => `${one.path ?? one.name} (${one.declaredIn})`);
    throw new Inconclusive(
      `It depends on ${list(names)} in this repository, and there is no such package. Check it out, or mend the setting.`
    );
  }
  #wheelAt(path) {
    const known = this.#builds.get(path) ?? this.#buildSibling(path);
    this.#builds.set(path, known);
    return known;
  }
  /** Never rejects, because the promise may never be awaited. */
  async #buildSibling(path) {
    try {
      return this.#siblingOf(path, await this.#buildAt(path));
    } catch (error) {
      return this.#failed(path, error.message);
    }
  }
  #siblingOf(path, result) {
    const build3 = completed(result);
    if (build3?.kind === "built") {
      const { file, sha256, metadata: metadata2 } = build3.wheel;
      return {
        file,
        sha256,
        name: metadata2.name,
        version: metadata2.version,
        requirements: metadata2.requirements
      };
    }
    const reason = build3?.failure.output.at(-1) ?? (result.kind === "inconclusive" ? result.reason : "");
    return this.#failed(path, reason);
  }
  #failed(path, reason) {
    const name = this.#workspace.sources.find(({ project }) => project.path === path)?.project.name;
    return { failure: `${name} of this repository (${path}), which it needs, could not be built: ${reason}` };
  }
};

// src/pipeline/verify-package.ts
import { availableParallelism as availableParallelism3 } from "node:os";

// src/checks/check.ts
function defineStage(stage) {
  return stage;
}
function defineCheck({
  observe,
  ...check2
}) {
  const stage = { ...check2, run: observe };
  return { ...stage, ...check2, isReported: true };
}

// src/distribution/entry-points.ts
function parseEntryPoint(group2, name, value) {
  const [uncommented = ""] = value.split(/[#;]/);
  const [reference = "", bracket = ""] = uncommented.split("[");
  const [module = "", attribute] = reference.split(":").map((part) => part.trim());
  return {
    group: group2,
    name,
    value,
    module,
    attribute: attribute || void 0,
    extras: (bracket.split("]")[0] ?? "").split(",").map((extra2) => extra2.trim()).filter(Boolean)
  };
}
var SCRIPT_GROUPS = ["console_scripts", "gui_scripts"];
var SCRIPT_VALUE = /^[\w.]+:[\w.]+\s*(\[[^\]]*\])?$/u;
function misspelling({ group: group2, name, value }) {
  if (!SCRIPT_GROUPS.includes(group2)) return void 0;
  if (/[\\/]/.test(name)) return "has a path for a name, which installers refuse or put elsewhere";
  if (/\s/.test(name)) return "has a space in its name, which installers cut off there";
  const reference = (value.split(/[#;]/)[0] ?? "").trim();
  if (SCRIPT_VALUE.test(reference)) return void 0;
  return reference.includes(":") ? 'is not of the form "package.module:function", so that installers refuse it' : "names no function, so that installers refuse it";
}

// src/checks/diagnosis/reserved-commands.ts
var RESERVED_COMMANDS = [
  [/^python(w|\d+(\.\d+)?)?$/i, "Python itself"],
  [/^(activate|deactivate)$/i, "every virtual environment"],
  [/^pip(\d+(\.\d+)?)?$/i, "pip"],
  [/^(pytest|py\.test)$/i, "pytest"],
  [/^uvx?$/i, "uv"]
];
function replacesPython({ group: group2, name }) {
  return SCRIPT_GROUPS.includes(group2) && RESERVED_COMMANDS[0]?.[0].test(name) === true;
}

// src/project/test-paths.ts
var TEST_PATH = /(^|\/)(tests?\/|test_?data\/|conftest\.py$|tests?\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/;
function isTestPath(path) {
  return TEST_PATH.test(path);
}

// src/checks/diagnosis/exclusion-reason.ts
var import_picomatch4 = __toESM(require_picomatch2(), 1);

// src/checks/diagnosis/packaging.ts
var BACKEND_NAMES = [
  ["setuptools", "setuptools"],
  ["hatchling", "hatchling"],
  ["flit", "flit"],
  ["poetry", "poetry-core"],
  ["pdm", "pdm-backend"],
  ["uv_build", "uv_build"]
];
function backendName({ project }) {
  const { backend } = project.buildSystem;
  return BACKEND_NAMES.find(([prefix]) => backend.startsWith(prefix))?.[1] ?? backend;
}
function packagingOf(facts) {
  const { project } = facts;
  const configuration = project.pyproject.project !== void 0 ? "pyproject.toml" : project.setupCfg.get("options")?.has("packages") ? "setup.cfg" : "setup.py";
  return { backend: backendName(facts), configuration, folder: project.path };
}

// src/checks/diagnosis/exclusion-reason.ts
function wheelExclusionReason(facts, contents2, installed, source) {
  const reason = backendName(facts) === "setuptools" ? reasonOfSetuptools(facts, contents2, { installed, file: inProject2(facts, source) }) : reasonInSettings(facts, contents2, source);
  return reason ?? null;
}
function inProject2({ project }, source) {
  const prefix = prefixOf(project);
  return source.startsWith(prefix) ? source.slice(prefix.length) : source;
}
function reasonInSettings(facts, contents2, source, applies2 = () => true) {
  const backend = backendName(facts);
  for (const setting of (SETTINGS[backend] ?? []).filter(applies2)) {
    const reason = reasonInSetting(setting, facts, inProject2(facts, source));
    if (reason !== void 0) return reason;
  }
  const pattern = contents2.ignoredBy.get(source);
  return pattern !== void 0 && backend === "hatchling" ? `hatchling leaves out what git would ignore, and ${pattern} matches it although it is tracked` : void 0;
}
function sdistExclusionReason(facts, contents2, source) {
  if (source === void 0) return null;
  const file = inProject2(facts, source);
  return backendName(facts) === "setuptools" ? manifestExclusion(contents2.manifest, file) ?? null : reasonInSettings(
    facts,
    contents2,
    source,
    ({ at: at2, effect }) => effect === "drops" || at2.includes("sdist")
  ) ?? null;
}
var drops = (...at2) => ({ at: at2, effect: "drops" });
var keeps = (...at2) => ({ at: at2, effect: "keeps" });
var HATCH = ["tool", "hatch", "build"];
var HATCH_TARGETS = [[...HATCH, "targets", "wheel"], [...HATCH, "targets", "sdist"], HATCH];
var SETTINGS = {
  hatchling: HATCH_TARGETS.flatMap((target) => [
    drops(...target, "exclude"),
    keeps(...target, "only-include"),
    keeps(...target, "packages"),
    keeps(...target, "include")
  ]),
  flit: [drops("tool", "flit", "sdist", "exclude")],
  "poetry-core": [drops("tool", "poetry", "exclude"), keeps("tool", "poetry", "packages")],
  "pdm-backend": [
    drops("tool", "pdm", "build", "excludes"),
    drops("tool", "pdm", "build", "source-includes"),
    keeps("tool", "pdm", "build", "includes")
  ],
  uv_build: [
    drops("tool", "uv", "build-backend", "source-exclude"),
    drops("tool", "uv", "build-backend", "wheel-exclude")
  ]
};
function reasonInSetting({ at: at2, effect }, facts, file) {
  const patterns = textsIn(valueAt(facts.project, at2));
  if (patterns.length === 0) return void 0;
  const matching = patterns.find((pattern) => covers(pattern, file));
  const setting = inPyproject(facts, at2);
  if (effect === "keeps")
    return matching === void 0 ? `${setting} takes ${quoted(patterns)} alone` : void 0;
  return matching === void 0 ? void 0 : `${setting} leaves out ${quoted([matching])}, which matches it`;
}
function textsIn(value) {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    if (typeof item === "string") return [item];
    const { include, path, from } = table(item);
    const text4 = include ?? path;
    if (typeof text4 !== "string") return [];
    return [typeof from === "string" && from !== "." ? `${from}/${text4}` : text4];
  });
}
function covers(pattern, file) {
  const bare = pattern.replace(/^\.?\//, "").replace(/(\/\*\*?)?\/?$/, "");
  if (bare === "" || bare === "**") return true;
  const shapes = bare.includes("/") || pattern.startsWith("/") ? [bare] : [bare, `**/${bare}`];
  return shapes.some((shape) => (0, import_picomatch4.default)([shape, `${shape}/**`], { dot: true })(file));
}
function reasonOfSetuptools(facts, contents2, missing) {
  const inManifest = manifestExclusion(contents2.manifest, missing.file);
  if (inManifest !== void 0) return inManifest;
  if (moduleOf(missing.installed) === void 0) return reasonForPackageData(facts, contents2, missing);
  const parts = missing.installed.split("/").slice(0, -1);
  if (parts.length === 0) return void 0;
  const name = parts.join(".");
  const noInit = directoryWithoutInit(contents2, missing);
  const skippedBy = (finder) => noInit === void 0 ? void 0 : `${finder} skips ${noInit}, as it has no __init__.py`;
  const packages2 = valueAt(facts.project, ["tool", "setuptools", "packages"]);
  if (isStringArray(packages2)) {
    if (packages2.includes(name)) return void 0;
    return `${inPyproject(facts, ["tool", "setuptools", "packages"])} lists ${quoted(packages2)}, and not "${name}"`;
  }
  const at2 = ["tool", "setuptools", "packages", "find"];
  const find = table(valueAt(facts.project, at2));
  const setting = (key) => inPyproject(facts, [...at2, key]);
  if (isStringArray(find.include) && !find.include.some((pattern) => matchesPackage(pattern, name)))
    return `${setting("include")} finds ${quoted(find.include)}, which does not match "${name}"`;
  const excluded = isStringArray(find.exclude) ? find.exclude.find((pattern) => matchesPackage(pattern, name)) : void 0;
  if (excluded !== void 0) return `${setting("exclude")} leaves out "${excluded}", which matches "${name}"`;
  if (find.namespaces === false) return skippedBy(`${setting("namespaces")} is false, which`);
  const configured = facts.project.setupCfg.get("options")?.get("packages")?.trim();
  if (packagingOf(facts).configuration === "pyproject.toml" && configured === void 0) return void 0;
  if (configured === "find:") return reasonInSetupCfg(facts, name) ?? skippedBy('"find:" in setup.cfg');
  if (configured === "find_namespace:") return reasonInSetupCfg(facts, name);
  if (configured !== void 0 && !/^find/.test(configured))
    return configured.split(/[\s,]+/).includes(name) ? void 0 : `"packages" in setup.cfg lists ${quoted(configured.split(/[\s,]+/))}, and not "${name}"`;
  if (/\bfind_packages\(/.test(contents2.setupPy ?? "")) return skippedBy("find_packages in setup.py");
  const listed = /\bpackages\s*=\s*\[([^\]]*)\]/.exec(contents2.setupPy ?? "")?.[1];
  if (listed === void 0 || /['"]/.test(listed) === false) return void 0;
  const names = [...listed.matchAll(/['"]([^'"]+)['"]/g)].map(([, one = ""]) => one);
  return names.includes(name) ? void 0 : `"packages" in setup.py lists ${quoted(names)}, and not "${name}"`;
}
function reasonInSetupCfg({ project }, name) {
  const options2 = project.setupCfg.get("options.packages.find");
  const [include, exclude] = ["include", "exclude"].map(
    (key) => (options2?.get(key) ?? "").split(/[\n,]+/).map((one) => one.trim()).filter(Boolean)
  );
  if (include !== void 0 && include.length > 0 && !include.some((one) => matchesPackage(one, name)))
    return `"include" in [options.packages.find] of setup.cfg finds ${quoted(include)}, which does not match "${name}"`;
  const excluded = exclude?.find((one) => matchesPackage(one, name));
  return excluded === void 0 ? void 0 : `"exclude" in [options.packages.find] of setup.cfg leaves out "${excluded}", which matches "${name}"`;
}
function matchesPackage(pattern, name) {
  return (0, import_picomatch4.default)(pattern.replaceAll(".", "\\.").replaceAll("*", "**"), { bash: true })(name);
}
function directoryWithoutInit({ sources }, { installed, file }) {
  const depth = installed.split("/").length;
  const parts = file.split("/");
  const root = parts.length - depth;
  const paths = sources.map(({ path }) => path);
  for (let length = root + 1; length < parts.length; length++) {
    const directory = parts.slice(0, length).join("/");
    const init = `${directory}/__init__.py`;
    if (!paths.some((path) => path === init || path.endsWith(`/${init}`))) return directory;
  }
  return void 0;
}
function reasonForPackageData(facts, { manifest }, { installed, file }) {
  const setuptools = ["tool", "setuptools"];
  const patternsOf = (key) => Object.entries(table(valueAt(facts.project, [...setuptools, key]))).flatMap(
    ([of, patterns]) => isStringArray(patterns) ? patterns.map((pattern) => ({ of, pattern })) : []
  );
  const matches2 = ({ of, pattern }) => {
    const directory = `${of.replaceAll(".", "/")}/`;
    const isInPackage2 = installed.startsWith(directory);
    const relative9 = isInPackage2 ? installed.slice(directory.length) : installed.split("/").at(-1);
    return (of === "*" || isInPackage2) && covers(pattern, relative9);
  };
  const excluded = patternsOf("exclude-package-data").find(matches2);
  if (excluded !== void 0)
    return `${inPyproject(facts, [...setuptools, "exclude-package-data"])} leaves out "${excluded.pattern}", which matches it`;
  const declared = patternsOf("package-data");
  if (declared.some(matches2)) return void 0;
  const inCfg = facts.project.setupCfg.get("options.package_data");
  const noPattern = declared.length > 0 ? `${inPyproject(facts, [...setuptools, "package-data"])} has no pattern for it` : inCfg !== void 0 ? "[options.package_data] of setup.cfg has no pattern for it" : "No package-data names it";
  if (valueAt(facts.project, [...setuptools, "include-package-data"]) === false)
    return `${noPattern}, and include-package-data is false`;
  return manifest === void 0 ? `${noPattern}, and there is no MANIFEST.in` : isIncludedByManifest(manifest, file) ? `${noPattern}, and include-package-data is not set` : `${noPattern}, and MANIFEST.in does not either`;
}
function manifestCommands(manifest) {
  return manifest.split(/\r?\n/).flatMap((text4, i) => {
    const [command = "", ...args] = text4.trim().split(/\s+/);
    const [directory = "", ...patterns] = args;
    const any = (globs, of) => {
      const match = (0, import_picomatch4.default)(globs.map(of), { dot: true });
      return (file) => globs.length > 0 && match(file);
    };
    const base = directory.replace(/^\.?\/|\/$/g, "");
    const MATCHES = {
      include: any(args, (glob) => glob),
      "recursive-include": any(patterns, (glob) => `${base}/**/${glob}`),
      "global-include": any(args, (glob) => `**/${glob}`),
      graft: any(args, (glob) => `${glob.replace(/\/$/, "")}/**`)
    };
    const positive = { exclude: "include", prune: "graft" }[command] ?? command.replace("exclude", "include");
    const matches2 = MATCHES[positive];
    if (matches2 === void 0) return [];
    return [{ line: i + 1, text: text4.trim(), effect: positive === command ? "keeps" : "drops", matches: matches2 }];
  });
}
function manifestExclusion(manifest, file) {
  const last2 = manifestCommands(manifest ?? "").findLast(({ matches: matches2 }) => matches2(file));
  return last2?.effect === "drops" ? `"${last2.text}" in line ${last2.line} of MANIFEST.in matches it` : void 0;
}
function isIncludedByManifest(manifest, file) {
  return manifestCommands(manifest).findLast(({ matches: matches2 }) => matches2(file))?.effect === "keeps";
}
function inPyproject({ project }, at2) {
  const line = project.lineOf(at2);
  return `"${at2.at(-1)}" in [${at2.slice(0, -1).join(".")}]${line === void 0 ? "" : ` (line ${line} of pyproject.toml)`}`;
}
function quoted(texts3) {
  return texts3.map((text4) => `"${text4}"`).join(", ");
}

// src/python/traceback.ts
function readPythonError(raw) {
  if (typeof raw !== "object" || raw === null) return void 0;
  const error = raw;
  return { ...error, message: error.message ?? "", cause: readPythonError(error.cause) ?? null };
}
function parseTraceback(stderr) {
  const text4 = withoutGroupMargin(stderr.replace(/\r\n/g, "\n"));
  const blocks = text4.split(/^Traceback \(most recent call last\):$/m).slice(1);
  let error;
  let isChained = false;
  for (const block of blocks) {
    const parsed = parseBlock(block.replace(CHAINING_MESSAGE, ""));
    if (parsed !== void 0) error = { ...parsed, cause: isChained ? error ?? null : null };
    isChained = CHAINING_MESSAGE.test(block);
  }
  return error ?? parseSyntaxError(text4);
}
var CHAINING_MESSAGE = /\n+(The above exception was the direct cause of the following exception:|During handling of the above exception, another exception occurred:)\s*$/;
function withoutGroupMargin(stderr) {
  const header = /^ {2}\+ Exception Group (?=Traceback \(most recent call last\):$)/gm;
  if (!header.test(stderr)) return stderr;
  return stderr.replace(header, "").replace(/^( {2}\+-\+| {4,}[|+]).*\n?/gm, "").replace(/^ {2}\| ?/gm, "");
}
var FRAME = /^ +File "(.+)", line (\d+)(?:, in (.+))?$/;
var LAST_LINE = /^([\p{ID_Start}_][\p{ID_Continue}.<>]*)(?:: (.*)|:)?$/u;
function parseBlock(block) {
  const lines = block.split("\n");
  const last2 = lines.findIndex((line) => /^\S/.test(line));
  const [, qualname, first = ""] = LAST_LINE.exec(lines[last2] ?? "") ?? [];
  if (qualname === void 0) return void 0;
  const frames = lines.slice(0, last2).flatMap((line) => {
    const [, file, number2, name = "<module>"] = FRAME.exec(line) ?? [];
    return file === void 0 ? [] : [{ file, line: Number(number2), function: name }];
  });
  const message = [first, ...lines.slice(last2 + 1)].join("\n").trimEnd();
  return {
    type: qualname.split(".").at(-1),
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames
  };
}
function parsePytestError(text4) {
  const [, qualname, message = ""] = /^E {3,}([\p{ID_Start}_][\p{ID_Continue}.]*): (.*)$/mu.exec(text4) ?? [];
  if (qualname === void 0) return void 0;
  const frames = [...text4.matchAll(/^(\S.*?):(\d+): in (.+)$/gm)].map(([, file = "", line, name = ""]) => ({
    file,
    line: Number(line),
    function: name
  }));
  const type = qualname.split(".").at(-1);
  return {
    type,
    qualname,
    message,
    name: moduleInMessage(message),
    path: fileInMessage(message),
    frames,
    cause: null
  };
}
var SYNTAX_ERROR = /^((?:Syntax|Indentation|Tab)Error): (.*)$/;
function parseSyntaxError(stderr) {
  const lines = stderr.split("\n");
  const last2 = lines.findLastIndex((line) => SYNTAX_ERROR.test(line));
  const [, type, message = ""] = SYNTAX_ERROR.exec(lines[last2] ?? "") ?? [];
  const location2 = lines.slice(0, Math.max(0, last2)).findLast((line) => FRAME.test(line));
  const [, file, number2] = FRAME.exec(location2 ?? "") ?? [];
  if (type === void 0 || file === void 0) return void 0;
  const frame = { file, line: Number(number2), function: "<module>" };
  return { type, qualname: type, message, name: null, path: null, frames: [frame], cause: null };
}
function moduleInMessage(message) {
  return /No module named '([^']+)'/.exec(message)?.[1] ?? /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ?? null;
}
function fileInMessage(message) {
  const [, single, double] = /\[(?:Errno|WinError) \d+\] [^:]+: (?:'([^']+)'|"([^"]+)")/.exec(message) ?? [];
  return single ?? double ?? null;
}
function exceptionChain(error) {
  return error.cause === null ? [error] : [error, ...exceptionChain(error.cause)];
}

// src/checks/diagnosis/cause.ts
function causeOf(error, contents2) {
  const causes = exceptionChain(error).map((one) => causeOfOne(one, contents2));
  return causes.find(({ kind }) => kind === "module" || kind === "data") ?? causes.find(({ kind }) => kind === "distribution") ?? { kind: "other" };
}
function isReportedElsewhere(cause, undeclared) {
  if (cause.kind === "distribution") return undeclared.includes(topLevelModule(cause.module));
  return cause.kind !== "other";
}
function causeOfOne(error, contents2) {
  if (error.type === "ModuleNotFoundError" || error.type === "ImportError") {
    const missing = missingModule(error, contents2);
    if (missing !== void 0) return missing;
  }
  const path = missingData(error, contents2);
  return path === void 0 ? { kind: "other" } : { kind: "data", path };
}
function missingModule(error, { wheel, unshippedModules: unshippedModules2, workspaceModules }) {
  const imported = /cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/.exec(
    error.message
  );
  const name = imported === null ? error.name : `${imported[2]}.${imported[1]}`;
  if (name === null) return void 0;
  if (unshippedModules2.has(name)) return { kind: "module", module: name };
  if ([...unshippedModules2.keys()].some((module) => module.startsWith(`${name}.`)))
    return { kind: "module", module: name };
  const isInstalled = (module) => imported !== null && `${imported[2]}.`.startsWith(`${module}.`);
  if ([...workspaceModules].some((module) => `${name}.`.startsWith(`${module}.`) && !isInstalled(module)))
    return { kind: "distribution", module: name };
  const top = topLevelModule(name);
  const isShipped3 = wheel.topLevels.some((topLevel) => topLevel.name === top);
  if (isShipped3 || imported !== null || error.type !== "ModuleNotFoundError") return void 0;
  return { kind: "distribution", module: name };
}
function missingData(error, { unshipped }) {
  const text4 = `${error.path ?? ""}
${error.message}`.replaceAll("\\\\", "/").replaceAll("\\", "/");
  const data = [...unshipped].filter(([path]) => moduleOf(path) === void 0);
  const byPath2 = data.find(
    ([installed, source]) => text4.includes(`/${installed}`) || text4.includes(`/${source}`)
  );
  if (byPath2 !== void 0) return byPath2[0];
  const directory = lastParts(text4, 2);
  const byDirectory = error.path === null || !directory.includes("/") ? void 0 : data.find(([installed]) => `/${installed}`.includes(`/${directory}/`));
  if (byDirectory !== void 0) return byDirectory[0];
  if (error.path !== null) return void 0;
  return data.find(([installed]) => isNamed(text4, installed.split("/").at(-1)))?.[0];
}
function lastParts(text4, parts) {
  return (text4.split("\n")[0] ?? "").split("/").slice(-parts).join("/");
}
function isNamed(text4, name) {
  return name.includes(".") && new RegExp(`(^|[\\s'"/])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[\\s'"])`, "m").test(text4);
}

// src/checks/diagnosis/memoized-by-facts.ts
function memoizedByFacts(compute) {
  const results = /* @__PURE__ */ new WeakMap();
  return (facts) => {
    const result = results.get(facts) ?? { value: compute(facts) };
    results.set(facts, result);
    return result.value;
  };
}

// src/checks/diagnosis/failures.ts
var failuresWithCauses = memoizedByFacts((facts) => {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const imports2 = (completed(facts.imports) ?? []).flatMap(
    ({ module, error, withExtras: withExtras2 }) => [error, withExtras2?.error].flatMap(
      (one) => one === void 0 ? [] : [{ label: `import ${module}`, kind: "import", error: one }]
    )
  );
  const scripts2 = (completed(facts.scripts)?.scripts ?? []).flatMap(({ entryPoint, runs, versionRun }) => {
    const error = runs.at(-1)?.error ?? versionRun?.error;
    const isOutsidePackage = contents2.unshippedModules.has(entryPoint.module) && !isUnshippedPackageModule(entryPoint.module, contents2);
    return error === void 0 || isOutsidePackage ? [] : [{ label: `the script ${entryPoint.name}`, kind: "script", error }];
  });
  const tests2 = (completed(facts.tests)?.evidence.failures ?? []).flatMap(
    ({ nodeid, error }) => error === void 0 ? [] : [{ label: nodeid, kind: "test", error }]
  );
  return [...imports2, ...scripts2, ...tests2].map((failure) => ({
    ...failure,
    cause: causeOf(failure.error, contents2)
  }));
});
function neededUnshippedModules(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const byFailures = failuresWithCauses(facts).flatMap(
    ({ cause, label }) => cause.kind === "module" ? [{ module: cause.module, neededBy: label }] : []
  );
  const byEntryPoints = contents2.wheel.entryPoints.filter(({ module }) => isUnshippedPackageModule(module, contents2)).map(({ group: group2, name, module }) => ({
    module,
    neededBy: group2 === "console_scripts" ? `the script ${name}` : `the entry point ${name} of ${group2}`
  }));
  const byShippedCode = (completed(facts.tests)?.unshippedImports ?? []).flatMap(({ source, by, line }) => {
    const module = [...contents2.unshippedModules].find(([, candidate]) => candidate === source)?.[0];
    return module === void 0 ? [] : [{ module, neededBy: `${by}:${line}` }];
  });
  return [...byFailures, ...byEntryPoints, ...byShippedCode];
}
function isUnshippedPackageModule(module, { wheel, unshippedModules: unshippedModules2 }) {
  return unshippedModules2.has(module) && wheel.topLevels.some(({ name }) => name === topLevelModule(module));
}

// src/project/source-map.ts
import { createHash as createHash3 } from "node:crypto";
import { readFile as readFile13 } from "node:fs/promises";
import { join as join27 } from "node:path";
async function readSources(root, paths) {
  const read2 = async (path) => {
    const content = await readFile13(join27(root, path)).catch(() => void 0);
    return content === void 0 ? [] : [{ path, sha256: createHash3("sha256").update(content).digest("hex") }];
  };
  const all = [];
  for (let i = 0; i < paths.length; i += 64)
    all.push(...(await Promise.all(paths.slice(i, i + 64).map(read2))).flat());
  return all;
}
function mapSources(files, topLevels, sources) {
  const byContent = group(sources, (source) => source.sha256);
  const byName2 = group(sources, (source) => source.path.split("/").at(-1));
  const found = /* @__PURE__ */ new Map();
  for (const { path, sha256 } of files) {
    const sameContent = closest(path, byContent.get(sha256) ?? [], 1);
    const sameName = closest(
      path,
      byName2.get(path.split("/").at(-1)) ?? [],
      path.includes("/") ? 2 : 1
    );
    const source = sameContent ?? sameName;
    if (source !== void 0) found.set(path, source);
  }
  const roots = /* @__PURE__ */ new Map();
  for (const { name, kind } of topLevels) {
    const root = kind === "module" ? found.get(`${name}.py`) : rootOf(name, found);
    if (root !== void 0) roots.set(name, root);
  }
  for (const { path, sha256 } of files) {
    const slash = path.indexOf("/");
    const root = roots.get(path.slice(0, Math.max(slash, 0)));
    const expected = root === void 0 ? void 0 : `${root}${path.slice(slash)}`;
    if (expected !== void 0 && byContent.get(sha256)?.includes(expected)) found.set(path, expected);
  }
  return { sourceOf: (installed) => found.get(installed), roots };
}
function group(sources, key) {
  const groups = /* @__PURE__ */ new Map();
  for (const source of sources) groups.set(key(source), [...groups.get(key(source)) ?? [], source.path]);
  return groups;
}
function closest(path, candidates2, minimum) {
  const ranked = candidates2.map((candidate) => ({ candidate, shared: commonEnding(path, candidate) })).filter(({ shared }) => shared >= minimum).sort((a, b) => b.shared - a.shared || a.candidate.length - b.candidate.length);
  return ranked[0]?.candidate;
}
function commonEnding(a, b) {
  const [left, right] = [a.split("/").reverse(), b.split("/").reverse()];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  return shared;
}
function rootOf(name, found) {
  const counts = /* @__PURE__ */ new Map();
  for (const [installed, source] of found) {
    if (!installed.startsWith(`${name}/`)) continue;
    const rest = installed.slice(name.length);
    if (!source.endsWith(rest)) continue;
    const root = source.slice(0, -rest.length);
    counts.set(root, (counts.get(root) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
function unshippedFiles(sourceMap, topLevels, shipped, files) {
  const found = /* @__PURE__ */ new Map();
  for (const { name, kind } of topLevels) {
    const root = sourceMap.roots.get(name);
    if (root === void 0 || kind === "module") continue;
    for (const file of files) {
      if (!file.startsWith(`${root}/`)) continue;
      const installed = `${name}${file.slice(root.length)}`;
      if (!shipped.has(installed) && !file.endsWith(".pyc")) found.set(installed, file);
    }
  }
  return found;
}

// src/checks/diagnosis/wheel-from-source-tree.ts
function wheelFromSourceTree(facts) {
  const fromSourceTree = completed(facts.rebuild)?.fromSourceTree;
  return fromSourceTree?.kind === "built" ? fromSourceTree.wheel : void 0;
}

// src/checks/diagnosis/lost-by-sdist.ts
function filesLostBySdist(facts) {
  const contents2 = completed(facts.contents);
  const treeWheel = wheelFromSourceTree(facts);
  if (contents2 === void 0 || treeWheel === void 0) return [];
  const installed = new Set(contents2.wheel.members.map(installedPath));
  const strays = strayTopLevels(treeWheel);
  const lost = treeWheel.members.filter(
    (member) => isCompared(member) && !installed.has(installedPath(member)) && !strays.includes(member.name.replace(SITE_PACKAGES_IN_DATA, "").split(/[/.]/)[0] ?? "")
  );
  const files = lost.map(({ name, sha256 }) => ({ path: name.replace(SITE_PACKAGES_IN_DATA, ""), sha256 }));
  const { sourceOf: sourceOf2 } = mapSources(files, treeWheel.topLevels, contents2.sources);
  return files.map(({ path }) => ({
    installed: path,
    source: contents2.unshipped.get(path) ?? sourceOf2(path)
  }));
}
var SITE_PACKAGES_IN_DATA = /^[^/]+\.data\/(?:purelib|platlib)\//;
function installedPath({ name }) {
  return name.replace(/^[^/]+\.(data|dist-info)\//, "$1:");
}
function isCompared({ name }) {
  return !name.endsWith(".pyc") && (!/^[^/]+\.dist-info\//.test(name) || /\.dist-info\/licenses\//.test(name));
}

// src/checks/contents/junk.ts
var BOTH = ["wheel", "sdist"];
var KINDS = [
  { what: "compiled bytecode", path: /(^|\/)__pycache__\//, in: BOTH, inTests: true },
  { what: "compiled bytecode", path: /\.py[co]$/, in: BOTH, inTests: false },
  { what: "data of git", path: /(^|\/)\.git(\/|$)/, in: BOTH, inTests: false },
  { what: "settings of git", path: /(^|\/)(\.gitmodules$|\.github\/)/, in: ["wheel"], inTests: false },
  {
    what: "caches of tools",
    path: /(^|\/)\.(\w+_cache|hypothesis)\/|(^|\/)\.coverage(\.[^/]+)?$/,
    in: BOTH,
    inTests: false
  },
  {
    what: "environments of tools",
    path: /(^|\/)\.(venv|tox|nox|eggs)\//,
    in: BOTH,
    inTests: false
  },
  {
    what: "leftovers of editors and systems",
    path: /(~|\.sw[op]|(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini))$/,
    in: BOTH,
    inTests: false
  },
  { what: "settings of editors", path: /(^|\/)\.(idea|vscode)\//, in: ["wheel"], inTests: false },
  // Some backends put the original pyproject.toml beside the one that they generate.
  { what: "leftovers of merges", path: /(?<!\.toml)\.orig$|\.rej$/, in: BOTH, inTests: false }
];
function isExample(path) {
  return isTestPath(path) || /(^|\/)(testing|testdata|test_data|fixtures?|examples?|docs?|samples?|templates?|skeletons?|cookiecutters?)\//.test(
    path
  ) || path.includes("{{");
}
function checkJunk(facts, contents2) {
  const { wheel } = contents2;
  const build3 = completed(facts.build);
  const sdist = build3?.kind === "built" ? build3.sdist : void 0;
  const inWheel = wheel.members.map(({ name }) => name);
  const shipped = new Set(inWheel.map((name) => contents2.sourceMap.sourceOf(name) ?? name));
  const inSdist = (sdist?.files ?? []).filter((file) => !shipped.has(fileOf(facts.project, file)));
  return [
    ...junkIn("wheel", inWheel, facts),
    ...junkIn("sdist", inSdist, facts),
    ...credentialsIn("wheel", inWheel, wheel.credentials, facts),
    ...credentialsIn("sdist", inSdist, sdist?.credentials ?? /* @__PURE__ */ new Map(), facts)
  ];
}
function junkIn(distribution, files, facts) {
  const found = /* @__PURE__ */ new Map();
  for (const file of files) {
    const kind = KINDS.find(
      ({ path, in: distributions, inTests }) => path.test(file) && distributions.includes(distribution) && (inTests || !isExample(file))
    );
    if (kind !== void 0) found.set(kind.what, [...found.get(kind.what) ?? [], file]);
  }
  return [...found].map(([what, paths]) => ({
    rule: "junk-shipped",
    severity: "warning",
    facts: { artifact: distribution, what, paths, secret: false, example: false, ...packagingOf(facts) }
  }));
}
function credentialsIn(distribution, files, credentials, facts) {
  const found = files.flatMap((path) => {
    const what = credentials.get(path) ?? (isDotEnv(path) ? "settings of an environment" : void 0);
    return what === void 0 ? [] : [{ path, what }];
  });
  const finding = (severity, what, paths, example) => {
    const secret = paths.some((path) => credentials.has(path));
    return {
      rule: "junk-shipped",
      severity,
      facts: { artifact: distribution, what, paths, secret, example, ...packagingOf(facts) }
    };
  };
  const real = found.filter(({ path }) => !isExample(path));
  const examples = /* @__PURE__ */ new Map();
  for (const { path, what } of found) {
    if (!isExample(path) || distribution === "sdist" && !credentials.has(path)) continue;
    examples.set(what, [...examples.get(what) ?? [], path]);
  }
  return [
    ...real.map(
      ({ path, what }) => finding(credentials.has(path) || distribution === "wheel" ? "error" : "warning", what, [path], false)
    ),
    ...[...examples].map(
      ([what, paths]) => finding(distribution === "wheel" ? "warning" : "note", what, paths, true)
    )
  ];
}
function isDotEnv(path) {
  return /(^|\/)\.env$/.test(path);
}

// src/checks/diagnosis/standard-library.ts
var PRESENT = [
  [
    "3.0",
    "abc antigravity argparse array ast atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs codeop collections colorsys compileall concurrent configparser contextlib copy copyreg csv ctypes datetime dbm decimal difflib dis doctest email encodings errno faulthandler filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob gzip hashlib heapq hmac html http idlelib imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap modulefinder multiprocessing netrc ntpath numbers opcode operator optparse os pdb pickle pickletools pkgutil platform plistlib poplib posixpath pprint profile pstats py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re reprlib rlcompleter runpy sched select shelve shlex shutil signal site smtplib socket socketserver sqlite3 ssl stat string stringprep struct subprocess symtable sys sysconfig tabnanny tarfile tempfile textwrap this threading time timeit tkinter token tokenize trace traceback turtle turtledemo types unicodedata unittest urllib uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc zipfile zipimport zlib"
  ],
  ["3.4", "asyncio ensurepip enum pathlib selectors statistics tracemalloc"],
  ["3.5", "typing zipapp"],
  ["3.6", "secrets"],
  ["3.7", "contextvars dataclasses"],
  ["3.9", "graphlib zoneinfo"],
  ["3.11", "tomllib"],
  ["3.14", "annotationlib compression"]
];
var REMOVED2 = [
  ["3.10", "formatter parser symbol"],
  ["3.11", "binhex"],
  ["3.12", "asynchat asyncore distutils imp smtpd"],
  [
    "3.13",
    "aifc audioop cgi cgitb chunk crypt imghdr lib2to3 mailcap msilib nis nntplib ossaudiodev pipes sndhdr spwd sunau telnetlib uu xdrlib"
  ]
];
var byName = (table2) => new Map(table2.flatMap(([python, names]) => names.split(" ").map((name) => [name, python])));
var SINCE = byName(PRESENT);
var UNTIL = byName(REMOVED2);
var OLDEST = 8;
function isStandardEverywhere(name, requiresPython) {
  const since = minorOf(SINCE.get(name));
  if (Number.isNaN(since)) return false;
  const oldest = requiresPython === void 0 ? OLDEST : 0;
  for (let minor2 = oldest; minor2 < since; minor2++) {
    if (isAllowed(`3.${minor2}.99`, requiresPython)) return false;
  }
  return true;
}
function pythonsWith(module) {
  const top = topLevelModule(module);
  const until = UNTIL.get(top);
  if (until !== void 0) return `<${until}`;
  const since = SINCE.get(top);
  return minorOf(since) > OLDEST ? `>=${since}` : void 0;
}
function minorOf(version2) {
  return Number(version2?.split(".")[1]);
}

// src/checks/contents/top-levels.ts
function checkTopLevels(facts, contents2) {
  return [...checkStrayTopLevels(facts, contents2), ...checkShadowedModules(contents2)];
}
function checkStrayTopLevels(facts, { wheel, sourceMap, sources }) {
  const treeWheel = wheelFromSourceTree(facts);
  const shipped = strayTopLevels(wheel);
  const inTreeOnly = treeWheel === void 0 ? [] : strayTopLevels(treeWheel).filter((name) => !shipped.includes(name));
  return [...shipped, ...inTreeOnly].map((name) => {
    const directory = sources.some(({ path }) => path.startsWith(`${name}/`)) ? name : void 0;
    const file = sourceMap.roots.get(name) ?? directory;
    return {
      rule: "stray-top-level",
      severity: "error",
      facts: {
        name,
        source: file ?? name,
        inTreeAlone: inTreeOnly.includes(name),
        ...packagingOf(facts)
      },
      ...file === void 0 ? {} : { where: { file } }
    };
  });
}
function checkShadowedModules({ wheel, sourceMap }) {
  return wheel.topLevels.filter(({ name }) => isStandardEverywhere(name, wheel.metadata.requiresPython)).map(({ name }) => {
    const source = sourceMap.roots.get(name);
    return {
      rule: "stdlib-shadowed",
      severity: "error",
      facts: { name, source: source ?? name },
      ...source === void 0 ? {} : { where: { file: source } }
    };
  });
}

// src/checks/contents/decide.ts
function checkContents(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  return [
    ...missingModules(facts, contents2),
    ...missingData2(facts, contents2),
    ...typingMarkers(facts, contents2),
    ...checkTopLevels(facts, contents2),
    ...checkJunk(facts, contents2)
  ];
}
function missingModules(facts, contents2) {
  const missing = /* @__PURE__ */ new Map();
  const lost = new Set(filesLostBySdist(facts).map(({ source }) => source));
  for (const [installed, source] of filesMissingFromWheel(facts, contents2)) {
    const module = moduleOf(installed);
    if (module === void 0 || isTestPath(installed)) continue;
    const key = missingDirectory(installed, contents2) ?? installed;
    if (!missing.has(key) || source.endsWith("/__init__.py"))
      missing.set(key, { module, installed, source, neededBy: /* @__PURE__ */ new Set() });
  }
  for (const { module, neededBy } of neededUnshippedModules(facts)) {
    const found = sourceOfModule(module, contents2);
    if (found === void 0 || lost.has(found.source)) continue;
    const key = missingDirectory(found.installed, contents2) ?? found.installed;
    const known = missing.get(key) ?? { module, ...found, neededBy: /* @__PURE__ */ new Set() };
    missing.set(key, known);
    known.neededBy.add(neededBy);
  }
  return [...missing.values()].map(({ module, installed, source, neededBy }) => ({
    rule: "module-missing",
    severity: neededBy.size > 0 ? "error" : "warning",
    facts: {
      module,
      source,
      neededBy: [...neededBy],
      cause: wheelExclusionReason(facts, contents2, installed, source),
      ...packagingOf(facts)
    },
    where: { file: source }
  }));
}
function sourceOfModule(module, { unshipped, unshippedModules: unshippedModules2 }) {
  const name = unshippedModules2.has(module) ? module : [...unshippedModules2.keys()].find((candidate) => candidate.startsWith(`${module}.`));
  const source = name === void 0 ? void 0 : unshippedModules2.get(name);
  if (source === void 0) return void 0;
  const inside = [...unshipped].find(([, candidate]) => candidate === source);
  return { installed: inside?.[0] ?? source, source };
}
function missingDirectory(installed, { wheel }) {
  const parts = installed.split("/");
  for (let length = 2; length < parts.length; length++) {
    const directory = `${parts.slice(0, length).join("/")}/`;
    if (!wheel.files.some(({ path }) => path.startsWith(directory))) return directory;
  }
  return void 0;
}
function missingData2(facts, contents2) {
  const failures2 = failuresWithCauses(facts);
  return filesMissingFromWheel(facts, contents2).flatMap(([path, source]) => {
    if (moduleOf(path) !== void 0 || isTestPath(path) || isTypingMarker(path) || !isData(path)) return [];
    const failed = failures2.filter(({ cause }) => cause.kind === "data" && cause.path === path).map(({ label }) => label);
    const neededBy = [.../* @__PURE__ */ new Set([...failed, ...contents2.readers.get(path) ?? []])];
    const siblings = contents2.wheel.files.filter(
      (file) => globOfSimilarFiles(file.path) === globOfSimilarFiles(path)
    ).length;
    if (neededBy.length === 0 && siblings === 0) return [];
    return [
      {
        rule: "data-missing",
        severity: neededBy.length > 0 ? "error" : "warning",
        facts: {
          path,
          source,
          neededBy,
          siblings,
          package: packageOf(path, contents2),
          cause: wheelExclusionReason(facts, contents2, path, source),
          ...packagingOf(facts)
        },
        where: { file: source }
      }
    ];
  });
}
function isData(path) {
  const name = path.split("/").at(-1);
  return !/\.(py|pyi|pyx|pxd|pxi|c|cc|cpp|h|hpp|rs|toml\.in|in|orig|rej|bak)$/i.test(name) && !/^(\.|README|Makefile|meson\.build|CMakeLists)/i.test(name);
}
function globOfSimilarFiles(path) {
  const directory = path.slice(0, path.lastIndexOf("/") + 1);
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? "";
  return `${directory}*${extension}`;
}
var isTypingMarker = (path) => /\/py\.typed$/.test(path);
function typingMarkers(facts, contents2) {
  const { wheel, sourceMap, unshipped } = contents2;
  const tracked = [...unshipped].filter(([path2]) => isTypingMarker(path2) && !isTestPath(path2));
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed));
  const markers = tracked.map(([path2, source]) => ({
    rule: "typing-marker-missing",
    severity: "warning",
    facts: {
      path: path2,
      source,
      tracked: true,
      inTree: lost.has(path2),
      package: packageOf(path2, contents2),
      cause: lost.has(path2) ? sdistExclusionReason(facts, contents2, source) : wheelExclusionReason(facts, contents2, path2, source),
      ...packagingOf(facts)
    },
    where: { file: source }
  }));
  const top = wheel.topLevels.find(({ kind, name }) => kind === "package" && !isTestPath(`${name}/`));
  const hasNone = ![...wheel.files.map(({ path: path2 }) => path2), ...unshipped.keys()].some(isTypingMarker);
  if (!wheel.metadata.classifiers.includes("Typing :: Typed") || !hasNone || top === void 0) return markers;
  const path = `${top.name}/py.typed`;
  return [
    {
      rule: "typing-marker-missing",
      severity: "warning",
      facts: {
        path,
        source: `${sourceMap.roots.get(top.name) ?? top.name}/py.typed`,
        tracked: false,
        inTree: false,
        package: top.name,
        cause: null,
        ...packagingOf(facts)
      }
    }
  ];
}
function filesMissingFromWheel(facts, { unshipped }) {
  const lost = new Set(filesLostBySdist(facts).map(({ installed }) => installed));
  return [...unshipped].filter(([path]) => !lost.has(path));
}
function packageOf(path, { wheel }) {
  const parts = path.split("/").slice(0, -1);
  for (let length = parts.length; length > 1; length--) {
    const directory = parts.slice(0, length).join("/");
    const isPackage = wheel.files.some(
      (file) => moduleOf(file.path) !== void 0 && file.path.slice(0, file.path.lastIndexOf("/")) === directory
    );
    if (isPackage) return directory;
  }
  return parts[0] ?? "";
}

// src/checks/contents/observe.ts
import { readFile as readFile14 } from "node:fs/promises";
import { join as join28 } from "node:path";
import { basename as basename6, dirname as dirname11 } from "node:path/posix";
async function observeContents(wheel, project, checkout) {
  const prefix = prefixOf(project);
  const projectFiles = checkout.files.filter((file) => file.startsWith(prefix));
  const sources = await readSources(checkout.root, projectFiles);
  const sourceMap = mapSources(wheel.files, wheel.topLevels, sources);
  const shipped = new Set(wheel.files.map(({ path }) => path));
  const unshipped = unshippedFiles(sourceMap, wheel.topLevels, shipped, projectFiles);
  const read2 = (name) => readFile14(join28(project.directory, name), "utf8").catch(() => void 0);
  const [manifest, setupPy, readers, ignoredBy] = await Promise.all([
    read2("MANIFEST.in"),
    read2("setup.py"),
    findReaders(wheel, sourceMap, unshipped, checkout),
    findIgnored(checkout, [...unshipped.values()])
  ]);
  return {
    wheel,
    sourceMap,
    sources,
    manifest,
    setupPy,
    unshipped,
    unshippedModules: unshippedModules(wheel, sourceMap, unshipped, projectFiles, prefix),
    readers,
    ignoredBy,
    workspaceModules: new Set(
      project.workspaceMembers.flatMap(({ path, modules }) => path === project.path ? [] : modules)
    )
  };
}
function unshippedModules(wheel, sourceMap, unshipped, files, prefix) {
  const found = /* @__PURE__ */ new Map();
  const shipped = new Set(wheel.files.flatMap(({ path }) => moduleOf(path) ?? []));
  const add = (path, source) => {
    const module = moduleOf(path);
    if (module !== void 0 && !shipped.has(module) && !found.has(module)) found.set(module, source);
  };
  for (const [installed, source] of unshipped) add(installed, source);
  const parents = [...sourceMap.roots.values()].map(
    (root) => root.includes("/") ? root.slice(0, root.lastIndexOf("/") + 1) : ""
  );
  for (const parent of /* @__PURE__ */ new Set([...parents, prefix, `${prefix}src/`])) {
    for (const file of files) if (file.startsWith(parent)) add(file.slice(parent.length), file);
  }
  return found;
}
var LOCATES_FILES = /__file__|importlib[._]resources|importlib_resources|resource_(filename|stream|string|listdir)|get_data\(|PackageLoader|\bfiles\(/;
async function findReaders(wheel, sourceMap, unshipped, checkout) {
  const data = [...unshipped.keys()].filter((path) => moduleOf(path) === void 0);
  const found = /* @__PURE__ */ new Map();
  if (data.length === 0) return found;
  for (const { path } of wheel.files) {
    const source = path.endsWith(".py") && !isTestPath(path) ? sourceMap.sourceOf(path) : void 0;
    if (source === void 0) continue;
    const text4 = await readFile14(join28(checkout.root, source), "utf8").catch(() => "");
    if (!LOCATES_FILES.test(text4)) continue;
    for (const file of data) {
      if (namesFile(text4, file) && (dirname11(file) === dirname11(path) || namesDirectory(text4, file)))
        found.set(file, [...found.get(file) ?? [], source]);
    }
  }
  return found;
}
function namesDirectory(text4, path) {
  const directory = basename6(dirname11(path)).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`['"/.]${directory}['"/]`).test(text4);
}
function namesFile(text4, path) {
  const name = path.split("/").at(-1);
  return text4.includes(`${name}"`) || text4.includes(`${name}'`);
}
async function findIgnored(checkout, files) {
  const found = /* @__PURE__ */ new Map();
  if (!checkout.isRepository || files.length === 0) return found;
  for (let i = 0; i < files.length; i += 200) {
    const paths = files.slice(i, i + 200);
    const args = ["check-ignore", "--no-index", "--verbose", "--", ...paths];
    const { stdout } = await tryGit(checkout.root, args);
    for (const match of stdout.matchAll(/^(.+):(\d+):(.*)\t(.+)$/gm)) {
      const [, file, line, pattern = "", path = ""] = match;
      if (!pattern.startsWith("!")) found.set(path, `"${pattern}" in line ${line} of ${file}`);
    }
  }
  return found;
}

// src/checks/contents/summarize.ts
function summarizeContents({ contents: contents2 }) {
  const value = completed(contents2);
  return value && `${count(value.wheel.files.length, "file")} in ${listSome(value.wheel.topLevels.map(({ name }) => name)) || "no package"}`;
}

// src/checks/contents/check.ts
var contents = defineCheck({
  name: "contents",
  scope: "package",
  needs: ["build"],
  observe: ({ project, checkout }, { build: build3 }) => observeContents(build3.wheel, project, checkout),
  offer: (value) => (
    // Nothing can run in an environment without its interpreter.
    value.wheel.entryPoints.some(replacesPython) ? new Skip("a script of the wheel would replace the interpreter") : value
  ),
  skipReason: "there is no wheel",
  decide: checkContents,
  summarize: summarizeContents
});

// src/python/distribution-names.ts
var KNOWN = {
  attr: "attrs",
  bs4: "beautifulsoup4",
  Crypto: "pycryptodome",
  cv2: "opencv-python",
  dateutil: "python-dateutil",
  docx: "python-docx",
  dotenv: "python-dotenv",
  fitz: "PyMuPDF",
  git: "GitPython",
  "google.api_core": "google-api-core",
  "google.auth": "google-auth",
  "google.oauth2": "google-auth",
  "google.protobuf": "protobuf",
  googleapiclient: "google-api-python-client",
  jose: "python-jose",
  jwt: "PyJWT",
  magic: "python-magic",
  MySQLdb: "mysqlclient",
  OpenSSL: "pyOpenSSL",
  PIL: "Pillow",
  pkg_resources: "setuptools",
  pythoncom: "pywin32",
  pywintypes: "pywin32",
  serial: "pyserial",
  skimage: "scikit-image",
  sklearn: "scikit-learn",
  slugify: "python-slugify",
  usb: "pyusb",
  win32api: "pywin32",
  win32con: "pywin32",
  yaml: "PyYAML",
  zmq: "pyzmq"
};
var BACKPORTS2 = {
  zoneinfo: "backports.zoneinfo",
  graphlib: "graphlib-backport",
  tomllib: "tomli",
  asynchat: "pyasynchat",
  asyncore: "pyasyncore",
  distutils: "setuptools",
  audioop: "audioop-lts",
  cgi: "legacy-cgi",
  cgitb: "legacy-cgi"
};
function distributionOf(module, { providers }) {
  const parts = module.split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".");
    const distribution = providers[name]?.[0] ?? KNOWN[name] ?? BACKPORTS2[name];
    if (distribution !== void 0) return { distribution, known: true };
  }
  if (parts.length > 2 && module.startsWith("google.cloud."))
    return { distribution: parts.slice(0, 3).join("-"), known: false };
  return { distribution: topLevelModule(module).replaceAll("_", "-"), known: false };
}

// src/checks/diagnosis/build-failed.ts
function buildFailedFinding(facts, { step, output, missingFile }) {
  const { project } = facts;
  const line = project.lineOf(["build-system"]);
  const treeBuilds = step === "wheel from the sdist" && completed(facts.rebuild)?.fromSourceTree.kind === "built";
  return {
    rule: "build-failed",
    severity: "error",
    facts: { step, words: output, absent: missingFile ?? null, treeBuilds, ...packagingOf(facts) },
    ...line === void 0 ? {} : { where: { file: pyprojectOf(project), line } }
  };
}

// src/checks/diagnosis/dependency-declaration.ts
function declarationFor(distribution, project, unless) {
  const python = unless === void 0 ? void 0 : opposite(unless);
  const marker = python === void 0 ? "" : `; python_version ${python.replace(/[\d.]+/, " '$&'")}`;
  const requirement2 = distribution + marker;
  switch (formatOf(project)) {
    case "project":
      return { table: "dependencies of [project] in pyproject.toml", line: `"${requirement2}"` };
    case "poetry":
      return {
        table: "[tool.poetry.dependencies] in pyproject.toml",
        line: python === void 0 ? `${distribution} = "*"` : `${distribution} = { version = "*", python = "${python}" }`
      };
    case "flit":
      return { table: "requires of [tool.flit.metadata] in pyproject.toml", line: `"${requirement2}"` };
    case "setup.cfg":
      return { table: "install_requires of [options] in setup.cfg", line: requirement2 };
    case "setup.py":
      return { table: "install_requires in setup.py", line: `"${requirement2}"` };
    default:
      return { table: formatOf(project), line: requirement2 };
  }
}
function dependencyTable(project) {
  return declarationFor("", project).table;
}
function formatOf(project) {
  const declared = table(project.pyproject.project);
  const tool = table(project.pyproject.tool);
  const dynamic = isStringArray(declared.dynamic) && declared.dynamic.includes("dependencies");
  if (project.pyproject.project !== void 0 && !dynamic) return "project";
  const file = [
    table(table(table(tool.setuptools).dynamic).dependencies).file,
    table(table(table(table(tool.hatch).metadata).hooks).requirements_txt).files
  ].flat().find((name) => typeof name === "string");
  if (dynamic && typeof file === "string") return file;
  if (tool.poetry !== void 0) return "poetry";
  if (table(tool.flit).metadata !== void 0) return "flit";
  return project.setupCfg.has("options") ? "setup.cfg" : "setup.py";
}
function opposite(specifier2) {
  return specifier2.startsWith("<") ? specifier2.replace("<", ">=") : specifier2.replace(">=", "<");
}

// src/checks/build/decide.ts
function checkBuild(facts) {
  const value = completed(facts.build);
  if (value?.kind !== "failed") return [];
  return [buildFailedFinding(facts, value.failure), ...undeclaredInBuild(facts, value.failure)];
}
function undeclaredInBuild({ project }, { undeclaredImport }) {
  if (undeclaredImport === void 0) return [];
  const { module, file, line } = undeclaredImport;
  const python = pythonsWith(module) ?? null;
  return [
    {
      rule: "dependency-undeclared",
      severity: "error",
      facts: {
        module,
        ...distributionOf(module, { providers: {} }),
        sibling: null,
        declared: false,
        installed: null,
        python,
        extras: [],
        neededBy: [`${file}, which the build imports,`],
        others: [],
        ...declarationFor(
          distributionOf(module, { providers: {} }).distribution,
          project,
          python ?? void 0
        )
      },
      where: { file: fileOf(project, file), line }
    }
  ];
}

// src/checks/build/observe.ts
import { join as join33 } from "node:path";

// src/distribution/build.ts
import { constants as constants3, existsSync as existsSync9, statSync as statSync5 } from "node:fs";
import { copyFile as copyFile2, readdir as readdir8 } from "node:fs/promises";
import { basename as basename9, isAbsolute as isAbsolute4, join as join32, relative as relative6, sep as sep7 } from "node:path";

// src/distribution/backend.ts
import { randomUUID as randomUUID4 } from "node:crypto";
import { existsSync as existsSync7 } from "node:fs";
import { mkdir as mkdir8 } from "node:fs/promises";
import { join as join29 } from "node:path";

// src/python/siblings.ts
import { pathToFileURL as pathToFileURL2 } from "node:url";
function directReference({ name, file }, extras2 = []) {
  return `${name}${extras2.length === 0 ? "" : `[${extras2.join(",")}]`} @ ${pathToFileURL2(file)}`;
}
function pinsOf(siblings, requirements, extras2 = []) {
  return {
    constraints: siblings.map((sibling) => directReference(sibling)),
    pipRequirements: requirementsWithExtras(siblings, requirements, extras2)
  };
}
function requirementsWithExtras(siblings, requirements, extras2) {
  const byName2 = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]));
  const found = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Set();
  const queue = [{ texts: requirements, extras: extras2 }];
  for (const { texts: texts3, extras: active } of queue) {
    for (const text4 of texts3) {
      const requirement2 = parseRequirement(text4);
      const sibling = requirement2 && byName2.get(requirement2.name);
      if (requirement2 === void 0 || sibling === void 0) continue;
      const { ofExtra } = requirement2;
      if (ofExtra !== void 0 && !active.map(normalizeName).includes(normalizeName(ofExtra))) continue;
      const key = `${requirement2.name}[${requirement2.extras}]`;
      if (requirement2.extras.length > 0) {
        const marker = ofExtra === void 0 ? /;(.*)$/.exec(text4)?.[1]?.trim() : void 0;
        found.add(directReference(sibling, requirement2.extras) + (marker ? ` ; ${marker}` : ""));
      }
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ texts: sibling.requirements, extras: requirement2.extras });
    }
  }
  return [...found];
}
function siblingsIn({ distributions }, siblings) {
  const names = new Set(distributions.map(({ name }) => normalizeName(name)));
  return siblings.filter(({ name }) => names.has(normalizeName(name)));
}
function siblingProblems({ distributions }, siblings) {
  const byName2 = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]));
  return distributions.flatMap((installed) => {
    const sibling = byName2.get(normalizeName(installed.name));
    return sibling === void 0 ? [] : originProblems(installed, sibling);
  });
}

// src/distribution/backend.ts
var BuildFailed = class extends Error {
  step;
  /** The last lines of the output of the backend or the installer. */
  output;
  /** The exception that the backend raised. */
  error;
  constructor(step, output, error) {
    super(output.join("\n"));
    this.step = step;
    this.output = output;
    this.error = error;
  }
};
var TIMEOUT3 = 3600;
var Backend = class {
  #request;
  #requirements = [];
  #log = [];
  /** Set if the environment is not shared with other backends. */
  #owner;
  constructor(request) {
    this.#request = request;
  }
  /** Returns the output since the last call. */
  takeTranscript() {
    const transcript = this.#log.join("\n");
    this.#log = [];
    return transcript;
  }
  /**
   * Installs requirements into the environment of the backend, in addition to earlier ones.
   *
   * @throws BuildFailed if they cannot be installed
   */
  async install(requirements) {
    this.#requirements = [.../* @__PURE__ */ new Set([...this.#requirements, ...requirements])];
    await this.#environment();
  }
  async #environment() {
    const writeLog = async (transcript) => {
      this.#log.push("$ install build requirements", transcript);
    };
    try {
      return await this.#request.pool.provide(await this.#contents(), writeLog);
    } catch (error) {
      if (error instanceof InstallationError) throw new BuildFailed("build requirements", error.output);
      throw error;
    }
  }
  async #contents() {
    const requirements = this.#requirements;
    const siblings = pinsOf(await this.#request.findSiblings(requirements), requirements);
    return { requirements, siblings, owner: this.#owner };
  }
  /**
   * Replaces a shared environment by an unshared one if a backend has removed files from it, so that no project is
   * reported for the damage that another one did.
   *
   * @returns whether it was replaced
   */
  async #replaceIfBroken(environment) {
    if (this.#owner !== void 0) return false;
    if (await this.#request.pool.isIntact(await this.#contents(), environment)) return false;
    this.#log.push("$ the environment was broken while it was used, and another one is made");
    this.#owner = randomUUID4();
    return true;
  }
  /**
   * Builds wheels sequentially in one process of the probe, and installs the requirements of each.
   *
   * @returns for each request, the wheel or the error
   */
  async buildWheels(requests) {
    const outcomes = [];
    for (const { output } of requests) await mkdir8(output, { recursive: true });
    while (outcomes.length < requests.length) {
      const remaining = requests.slice(outcomes.length);
      const values = [];
      const failure = await this.#run(remaining.flatMap(wheelSteps), values).then(
        () => void 0,
        buildFailedOrThrow
      );
      const built = remaining.slice(0, Math.floor(values.length / STEPS_PER_WHEEL));
      outcomes.push(
        ...built.map(({ output }, i) => builtWheel(output, values[(i + 1) * STEPS_PER_WHEEL - 1]))
      );
      if (failure !== void 0) outcomes.push(failure);
    }
    return outcomes;
  }
  /**
   * Builds the sdist of a project directory, and the wheel from the sdist.
   *
   * @param into directories to unpack the sdist into: the wheel is built in the first
   * @throws BuildFailed if a step failed
   */
  async buildSdistAndWheel(source, output, into) {
    await mkdir8(output, { recursive: true });
    const step = "wheel from the sdist";
    const [, sdist, unpacked, , wheel] = await this.#run([
      { step: "sdist", hook: "get_requires_for_build_sdist", source, output: null },
      { step: "sdist", hook: "build_sdist", source, output },
      { step: "sdist", unpack: null, into },
      { step, hook: "get_requires_for_build_wheel", source: null, output: null },
      { step, hook: "build_wheel", source: null, output }
    ]);
    return {
      sdist: join29(output, sdist?.value),
      sdistMetadata: unpacked?.description,
      unpacked: unpacked?.value,
      wheel: builtWheel(output, wheel),
      seconds: wheel?.seconds ?? 0
    };
  }
  /**
   * Builds the wheel from an existing sdist.
   *
   * @param into a new directory to unpack the sdist into
   * @throws BuildFailed if a step failed
   */
  async buildWheelFromSdist(sdist, output, into) {
    await mkdir8(output, { recursive: true });
    const step = "wheel from the sdist";
    const [, , wheel] = await this.#run([
      { step, unpack: sdist, into: [into] },
      { step, hook: "get_requires_for_build_wheel", source: null, output: null },
      { step, hook: "build_wheel", source: null, output }
    ]);
    return { wheel: builtWheel(output, wheel), seconds: wheel?.seconds ?? 0 };
  }
  /**
   * Runs steps in order. The probe stops at a hook that returns requirements; they are installed, and the probe starts
   * again with the next step.
   *
   * @param values receives the value of each step, so that the caller has them if a later step fails
   */
  async #run(steps, values = []) {
    while (values.length < steps.length) {
      const remaining = withSource(steps, values).slice(values.length);
      const environment = await this.#environment();
      const { results, child } = await this.#start(remaining, environment);
      const last2 = remaining[results.length - 1];
      const isRegular = results.length === remaining.length || returnsRequirements(last2);
      if (!(isRegular && results.every(({ ok }) => ok)) && await this.#replaceIfBroken(environment)) {
        values.push(...results.filter((result) => result.ok));
        continue;
      }
      for (const [i, result] of results.entries())
        values.push(valueOrThrow(remaining[i], result, child));
      const required = returnsRequirements(last2) ? values.at(-1)?.value : [];
      const next = remaining[results.length];
      if (next !== void 0 && !this.#lacks(required))
        throw failureWithoutResult(next, this.#request.buildSystem, child);
      await this.install(required);
    }
    return values;
  }
  #lacks(requirements) {
    return requirements.some((requirement2) => !this.#requirements.includes(requirement2));
  }
  async #start(steps, environment) {
    const { buildSystem, committedAt, caller, scratch } = this.#request;
    const { backend, backendPath } = buildSystem;
    const { text: text4, child } = await runProbe(
      "build",
      {
        backend,
        backend_path: backendPath,
        installed: this.#requirements,
        steps: steps.map(({ step: _, ...step }) => step)
      },
      {
        python: environment.python,
        cwd: scratch,
        variables: {
          ...variablesForProject(caller, { firstOnPath: environment.scripts }),
          ...committedAt === void 0 ? {} : { SOURCE_DATE_EPOCH: String(committedAt) }
        },
        timeout: TIMEOUT3,
        scratch
      }
    );
    const results = text4 === void 0 ? [] : JSON.parse(text4).done;
    this.#log.push(
      `$ build (${describeEnding(child.ending)}, ${child.seconds.toFixed(1)} s)`,
      child.transcript,
      ...results.flatMap((result) => result.ok ? [] : [result.traceback])
    );
    return { results, child };
  }
};
function buildFailedOrThrow(error) {
  if (error instanceof BuildFailed) return error;
  throw error;
}
function builtWheel(output, built) {
  return {
    file: join29(output, built?.value),
    description: built?.description
  };
}
var STEPS_PER_WHEEL = 2;
function wheelSteps({ step, source, output }) {
  return [
    { step, hook: "get_requires_for_build_wheel", source, output: null },
    { step, hook: "build_wheel", source, output }
  ];
}
function returnsRequirements(step) {
  return step !== void 0 && "hook" in step && step.output === null;
}
function withSource(steps, values) {
  const unpacked = values[steps.findIndex((step) => "unpack" in step)]?.value;
  return steps.map(
    (step) => "hook" in step && step.source === null ? { ...step, source: unpacked?.[0] ?? null } : step
  );
}
function valueOrThrow(step, result, child) {
  const stderr = stderrOfLastStep(child);
  if (!result.ok) {
    throwIfMachineFailed(nameOf2(step), child.ending, `${result.traceback}
${stderr}`);
    throw new BuildFailed(step.step, lastOutput(result, stderr), parseTraceback(result.traceback));
  }
  if (!("hook" in step) || step.output === null) return result;
  if (typeof result.value === "string" && existsSync7(join29(step.output, result.value))) return result;
  const value = JSON.stringify(result.value);
  throw new BuildFailed(step.step, [
    `The build backend says by ${step.hook} that it made ${value}, which is no file that it made.`
  ]);
}
function failureWithoutResult(step, { backend }, child) {
  const stderr = stderrOfLastStep(child);
  throwIfMachineFailed(nameOf2(step), child.ending, stderr);
  return new BuildFailed(step.step, [`${backend} ${describeEnding(child.ending)}`, ...lastLines(stderr, 5)]);
}
function nameOf2(step) {
  return "hook" in step ? `The build backend, asked to ${step.hook.replaceAll("_", " ")},` : "To unpack the sdist";
}
function stderrOfLastStep({ stderr }) {
  return stderr.split(/^\$ (?:build_|get_requires_for_build_|unpack )\w.*$/m).at(-1) ?? "";
}
function lastOutput(result, stderr) {
  const printed = lastLines(stderr, 4);
  const error = result.message === "" ? result.type : `${result.type}: ${result.message}`;
  const lines = lastLines(error, 1e3).slice(0, 6);
  return [...printed.filter((line) => !lines.includes(line)), ...lines];
}

// src/distribution/sdist.ts
import { lstat as lstat2, readdir as readdir7, readFile as readFile15 } from "node:fs/promises";
import { join as join30, sep as sep5 } from "node:path";

// src/distribution/credentials.ts
var MAX_CREDENTIAL_FILE_BYTES = 1024 * 1024;
var PATTERNS = [
  [
    "a private key",
    // Code that reads keys contains the header without a body.
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}/
  ],
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/],
  ["a token of a package index", /\bpypi-AgE[A-Za-z0-9_-]{80,}/],
  ["a token of GitLab", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[A-Za-z0-9_-]{16,}/],
  ["a token of Slack", /\bxox[abprs]-\d{8,}-[A-Za-z0-9-]{20,}/],
  ["a live key of Stripe", /\b[rs]k_live_[A-Za-z0-9]{20,}/]
];
var AWS_ACCESS_KEY = [/\bAKIA[A-Z0-9]{16}\b/, /\b[A-Za-z0-9/+]{40}\b/];
var PLACEHOLDER = /example|dummy|fake|sample|placeholder|changeme|change[-_]me|your|x{5}|0{5}|1234567|abcdef/i;
function findCredential(path, content) {
  const name = path.split("/").at(-1);
  const text4 = content.toString("latin1");
  for (const [kind, pattern] of PATTERNS) {
    const found = pattern.exec(text4)?.[0];
    if (found !== void 0 && isRandom(found)) return kind;
  }
  const [id, secret] = AWS_ACCESS_KEY.map((pattern) => pattern.exec(text4)?.[0]);
  if (id !== void 0 && secret !== void 0 && isRandom(id) && isRandom(secret))
    return "an access key of AWS";
  return findPassword(name, text4);
}
function findPassword(name, text4) {
  const pattern = /^\.env(?!\.(?:example|sample|template|dist|tests?)$)(\.|$)/.test(name) ? /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*\s*=\s*["']?([^\s"'#]{6,})/im : name === ".pypirc" ? /^\s*password\s*[=:]\s*(\S{6,})/im : /^[._]netrc$/.test(name) ? /\bpassword\s+(\S{6,})/i : void 0;
  const value = pattern?.exec(text4)?.[1];
  if (value === void 0 || /^[$<{%]/.test(value) || PLACEHOLDER.test(value)) return void 0;
  return "a password";
}
function isRandom(found) {
  return !PLACEHOLDER.test(found) && new Set(found.slice(-36)).size >= 12;
}

// src/distribution/wheel.ts
var import_yauzl = __toESM(require_yauzl(), 1);
import { createHash as createHash4 } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat as stat6 } from "node:fs/promises";
import { basename as basename7 } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

// src/distribution/core-metadata.ts
function metadataFrom(description) {
  return {
    name: description.name,
    version: description.version,
    requiresPython: description.requires_python ?? void 0,
    requirements: description.requires_dist,
    extras: description.provides_extra,
    classifiers: description.classifiers,
    descriptionType: description.description_content_type ?? void 0
  };
}

// src/distribution/wheel.ts
async function readDistributionFile(file, kind) {
  const hash = createHash4("sha256");
  await pipeline(createReadStream(file), hash);
  return { kind, file, sha256: hash.digest("hex"), bytes: (await stat6(file)).size };
}
async function readWheel(file, description) {
  const unreadable = (reason) => new Error(`${basename7(file)} cannot be read as a zip archive: ${reason}`);
  const { members, credentials } = await readMembers(file).catch((error) => {
    throw unreadable(error.message);
  });
  if (description.error !== null) throw unreadable(description.error);
  if (description.metadata === null)
    throw new Error(`${basename7(file)} has no METADATA file, so it is not a wheel`);
  const files = members.flatMap(({ name, sha256 }) => {
    const path = pathInSitePackages(name);
    return path === void 0 ? [] : [{ path, sha256 }];
  });
  return {
    ...await readDistributionFile(file, "wheel"),
    metadata: metadataFrom(description.metadata),
    entryPoints: description.entry_points.map(
      ({ group: group2, name, value }) => parseEntryPoint(group2, name, value)
    ),
    members,
    credentials,
    files,
    topLevels: topLevelsOf(files.map(({ path }) => path))
  };
}
async function readMembers(file) {
  const members = [];
  const credentials = /* @__PURE__ */ new Map();
  const zip = await import_yauzl.default.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, lastModFileDate: date3, lastModFileTime: time2 } = entry;
    if (name.endsWith("/")) continue;
    const content = await buffer(await zip.openReadStreamPromise(entry));
    members.push({
      name,
      sha256: createHash4("sha256").update(content).digest("hex"),
      mode: entry.externalFileAttributes >>> 16 & 4095,
      modified: date3 * 65536 + time2
    });
    const credential = content.length > MAX_CREDENTIAL_FILE_BYTES ? void 0 : findCredential(name, content);
    if (credential !== void 0) credentials.set(name, credential);
  }
  return { members, credentials };
}
function pathInSitePackages(member) {
  if (/^[^/]+\.dist-info\//.test(member)) return void 0;
  const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(member);
  if (data === null) return member;
  return data[1] === "purelib" || data[1] === "platlib" ? data[2] : void 0;
}
function shippedPath(file, { files }) {
  const installed = file.replaceAll("\\", "/");
  return files.find(({ path }) => installed.endsWith(`/${path}`))?.path;
}
function topLevelsOf(paths) {
  const kinds = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const module = moduleOf(path);
    if (module === void 0) continue;
    const name = topLevelModule(module);
    if (/^[^/]+\/__init__\./.test(path)) kinds.set(name, "package");
    else if (!path.includes("/") && kinds.get(name) !== "package") kinds.set(name, "module");
    else if (!kinds.has(name)) kinds.set(name, "namespace");
  }
  return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => a.name < b.name ? -1 : 1);
}

// src/distribution/sdist.ts
async function readSdist(file, unpacked, metadata2) {
  const files = [];
  const credentials = /* @__PURE__ */ new Map();
  for (const entry of await readdir7(unpacked, { recursive: true })) {
    const stat8 = await lstat2(join30(unpacked, entry));
    if (!stat8.isFile()) continue;
    const path = entry.split(sep5).join("/");
    files.push(path);
    if (stat8.size > MAX_CREDENTIAL_FILE_BYTES) continue;
    const credential = findCredential(path, await readFile15(join30(unpacked, entry)));
    if (credential !== void 0) credentials.set(path, credential);
  }
  const version2 = metadata2?.version || void 0;
  return { ...await readDistributionFile(file, "sdist"), files: files.sort(), credentials, version: version2 };
}

// src/distribution/undeclared-import.ts
import { existsSync as existsSync8, readFileSync as readFileSync3, statSync as statSync4 } from "node:fs";
import { basename as basename8, isAbsolute as isAbsolute3, join as join31, relative as relative5, sep as sep6 } from "node:path";
import { dirname as dirname12, normalize as normalize4 } from "node:path/posix";
function findUndeclaredImport(error, source) {
  for (const { type, name, frames } of exceptionChain(error)) {
    const last2 = frames.at(-1);
    if (type !== "ModuleNotFoundError" || name === null || last2 === void 0) continue;
    const path = relative5(source, last2.file);
    if (isAbsolute3(path)) continue;
    const file = path.split(sep6).join("/");
    const module = topLevelModule(name);
    if (isInPackage(file, source) && !isOwnModule(module, file, source) && !isMentioned(module, source))
      return { module, file, line: last2.line };
  }
  return void 0;
}
function isInPackage(file, source) {
  const isPackage = (directory2) => existsSync8(join31(source, directory2, "__init__.py"));
  let directory = dirname12(file);
  if (directory === "." || file.startsWith("../") || !isPackage(directory)) return false;
  while (dirname12(directory) !== "." && isPackage(dirname12(directory))) directory = dirname12(directory);
  return isPackageName(basename8(directory));
}
function isOwnModule(module, file, source) {
  const paths = ["", "src", "lib"].map((directory) => join31(source, directory, module));
  return file.split("/").includes(module) || paths.some((path) => existsSync8(path) || existsSync8(`${path}.py`));
}
function isMentioned(module, source) {
  const plain = (text4) => text4.toLowerCase().replace(/[-_.]+/g, "-");
  const names = [module, distributionOf(module, { providers: {} }).distribution].map(plain);
  const files = /* @__PURE__ */ new Set(["setup.py", "setup.cfg", "pyproject.toml"]);
  for (const file of files) {
    const path = join31(source, file);
    if (file.startsWith("../") || !statSync4(path, { throwIfNoEntry: false })?.isFile()) continue;
    const text4 = readFileSync3(path, "utf8");
    if (names.some((name) => plain(text4).includes(name))) return true;
    for (const [mentioned] of text4.matchAll(/[\w./-]+\.(?:txt|in|toml|cfg|json)\b/g))
      for (const directory of [".", dirname12(file), "requirements"])
        files.add(normalize4(`${directory}/${mentioned}`));
  }
  return false;
}

// src/distribution/build.ts
function build(request) {
  const { source, backend, output, scratch } = request;
  return buildOrFail(request, async (unpacked) => {
    const built = await backend.buildSdistAndWheel(source, output, [unpacked, pristineSdistIn(scratch)]);
    const [sdist, wheel] = await Promise.all([
      readSdist(built.sdist, built.unpacked[1], built.sdistMetadata),
      readBuiltWheel(built.wheel, "wheel from the sdist")
    ]);
    return { kind: "built", sdist, wheel, seconds: built.seconds };
  });
}
async function buildOrFail({ source, requires, backend, scratch, writeLog }, act) {
  const unpacked = join32(scratch, "unpacked");
  try {
    await backend.install(requires);
    return await act(unpacked);
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, await projectDirectoryIn(unpacked)) };
  } finally {
    await writeLog(backend.takeTranscript());
  }
}
function pristineSdistIn(scratch) {
  return join32(scratch, "unpacked again");
}
async function projectDirectoryIn(unpacked) {
  const [directory] = await readdir8(unpacked).catch(() => []);
  return directory === void 0 ? "" : join32(unpacked, directory);
}
function buildFromSdist(request) {
  const { sdist, backend, output, scratch } = request;
  return buildOrFail(request, async (unpacked) => {
    const { wheel, seconds: seconds3 } = await backend.buildWheelFromSdist(sdist.file, join32(scratch, "wheel"), unpacked);
    const copy = { ...wheel, file: await copyUnlessExists(wheel.file, output) };
    return { kind: "built", sdist, wheel: await readBuiltWheel(copy, "wheel from the sdist"), seconds: seconds3 };
  });
}
async function copyUnlessExists(wheel, directory) {
  const copy = join32(directory, basename9(wheel));
  return copyFile2(wheel, copy, constants3.COPYFILE_EXCL).then(
    () => copy,
    (error) => {
      if (error.code === "EEXIST") return wheel;
      throw error;
    }
  );
}
var MAX_SECONDS_TO_REPEAT = 120;
async function rebuild({
  backend,
  source,
  isRepeatable,
  schedule,
  scratch,
  writeLog
}) {
  const pristine = await projectDirectoryIn(pristineSdistIn(scratch));
  const request = (step, from) => ({
    step,
    source: from,
    output: join32(scratch, "rebuilt", step)
  });
  const requests = [
    request("wheel from the tree", source),
    ...isRepeatable ? [request("second wheel from the sdist", pristine)] : []
  ];
  const processes = schedule === "sequential" ? [requests] : requests.map((one) => [one]);
  try {
    const rebuilds = await Promise.all(processes.map((some) => buildWheels(backend, some, source)));
    const [fromSourceTree, second] = rebuilds.flat();
    return { fromSourceTree, second };
  } finally {
    await writeLog(backend.takeTranscript());
  }
}
async function buildWheels(backend, requests, source) {
  const outcomes = await backend.buildWheels(requests);
  return Promise.all(
    outcomes.map((outcome, i) => readRebuild(outcome, requests[i].step, source))
  );
}
async function readRebuild(outcome, step, source) {
  try {
    if (outcome instanceof BuildFailed) throw outcome;
    return { kind: "built", wheel: await readBuiltWheel(outcome, step) };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, "") };
  }
}
async function buildEarlier(backend, { source, requires, output, writeLog }) {
  const step = "wheel of an earlier commit";
  try {
    await backend.install(requires);
    const [rebuild2] = await buildWheels(backend, [{ step, source, output }], source);
    return rebuild2;
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, "") };
  } finally {
    await writeLog(backend.takeTranscript());
  }
}
function readBuiltWheel({ file, description }, step) {
  return readWheel(file, description).catch((error) => {
    throw new BuildFailed(step, [error.message]);
  });
}
function failureOf(error, source, unpacked) {
  if (!(error instanceof BuildFailed)) throw error;
  const { step, output } = error;
  const missingFile = unpacked === "" ? void 0 : fileMissingFromSdist(unpacked, source, output.join("\n"));
  const undeclaredImport = error.error && findUndeclaredImport(error.error, unpacked === "" ? source : unpacked);
  return { step, output, missingFile, undeclaredImport };
}
var NAMES2 = /No module named ['"]([\w.]+)['"]|['"]([^'"\n]+)['"]|([^\s'"]*[./][^\s'"]*[^\s'".,:;])/g;
function fileMissingFromSdist(unpacked, source, error) {
  const named = [...error.matchAll(NAMES2)].flatMap(([, module, quoted3, path]) => {
    if (module === void 0) return [quoted3 ?? path ?? ""];
    const file = module.replaceAll(".", "/");
    return [`${file}/__init__.py`, `${file}.py`];
  });
  return named.map((name) => (isAbsolute4(name) ? relative6(unpacked, name) : name).split(sep7).join("/")).findLast((path) => {
    if (path === "" || isAbsolute4(path) || path.split("/").includes("..")) return false;
    const isInCheckout = statSync5(join32(source, path), { throwIfNoEntry: false })?.isFile() === true;
    return isInCheckout && !existsSync9(join32(unpacked, path));
  });
}

// src/checks/build/observe.ts
async function observeBuild({ project, copies, output, scratch, logs }, { backend }) {
  return build({
    source: await copies.forBuild(project, "source", join33(scratch, "source")),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    writeLog: (transcript) => logs.write("build", transcript)
  });
}
async function buildForPython({ project, checkout, output, scratch, logs }, { backend }, sdist) {
  return buildFromSdist({
    sdist,
    // Read to report what the sdist lacks; nothing is built there.
    source: join33(checkout.root, project.path),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    writeLog: (transcript) => logs.write("build", transcript)
  });
}

// src/checks/build/summarize.ts
function summarizeBuild({ build: build3 }) {
  const value = completed(build3);
  return value?.kind === "built" ? `${fileName(value.sdist.file)}, and from it ${fileName(value.wheel.file)}` : void 0;
}
function fileName(path) {
  return path.split(/[\\/]/).at(-1);
}

// src/checks/build/check.ts
var build2 = defineCheck({
  name: "build",
  scope: "package",
  needs: ["toolchain"],
  observe: (context, { toolchain: toolchain2 }) => observeBuild(context, toolchain2),
  offer: (value) => value.kind === "built" ? value : new Skip("there is no wheel"),
  skipReason: "there is no wheel",
  decide: checkBuild,
  summarize: summarizeBuild,
  blocksOtherChecks: (facts) => completed(facts.build)?.kind === "failed"
});

// src/checks/context.ts
function runtimeContext(context, {
  toolchain: toolchain2,
  contents: contents2,
  environments: environments2
}) {
  const { runtime: environment, installExtras: installExtras2 } = environments2;
  return { ...context, ...toolchain2, contents: contents2, environment, installExtras: installExtras2 };
}

// src/checks/diagnosis/declared-distributions.ts
function workspaceMemberOf(module, { workspaceMembers, path }) {
  return workspaceMembers.find(
    (one) => one.path !== path && one.modules.some((name) => `${module}.`.startsWith(`${name}.`))
  );
}
function extrasRequiring(distribution, contents2) {
  return requirementsOf(contents2).filter(({ name }) => name === normalizeName(distribution)).flatMap(({ ofExtra }) => ofExtra ?? []);
}
function requirementsOf({ wheel }) {
  return wheel.metadata.requirements.flatMap((text4) => parseRequirement(text4) ?? []);
}
function isLikelyDeclared(module, distribution, names) {
  const top = normalizeName(topLevelModule(module));
  const likely = new Set([distribution, top, `python-${top}`, `py${top}`, `${top}-python`].map(normalizeName));
  return names.some((name) => likely.has(name) || name.startsWith(`${top}-`));
}
function testProviders({ tests: tests2 }) {
  return completed(tests2)?.providers ?? {};
}

// src/checks/diagnosis/public-modules.ts
function publicModules({ files, topLevels }) {
  const packages2 = files.flatMap(({ path }) => /\/__init__\.[^/]+$/.test(path) ? moduleOf(path) ?? [] : []).sort((a, b) => a.length - b.length);
  const outermost = packages2.filter(
    (name, at2) => !packages2.slice(0, at2).some((outer) => name.startsWith(`${outer}.`))
  );
  return topLevels.flatMap(
    ({ name, kind }) => kind === "namespace" ? outermost.filter((module) => module.startsWith(`${name}.`)) : [name]
  ).filter((module) => !module.split(".").some((part) => part.startsWith("_")));
}

// src/checks/diagnosis/source-location.ts
function linesInWheel(error, { wheel }) {
  return [...error.frames].reverse().flatMap(({ file, line }) => {
    const shipped = shippedPath(file, wheel);
    return shipped === void 0 ? [] : [{ file: shipped, line }];
  });
}
function locationInCheckout(error, contents2) {
  for (const { file, line } of linesInWheel(error, contents2)) {
    const source = contents2.sourceMap.sourceOf(file);
    if (source !== void 0) return { file: source, line };
  }
  return void 0;
}

// src/checks/diagnosis/missing-dependencies.ts
var missingDependencies = memoizedByFacts((facts) => {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const entries = publicModules(contents2.wheel).map((module) => `import ${module}`);
  const found = /* @__PURE__ */ new Map();
  for (const { cause, label, kind, error } of failuresWithCauses(facts)) {
    if (cause.kind !== "distribution" || kind === "test") continue;
    if (label.startsWith("import ") && !entries.includes(label)) continue;
    const module = topLevelModule(cause.module);
    const known = found.get(module);
    const imported = importStatementOf(error, cause.module, facts)?.module ?? cause.module;
    const neededBy = [...known?.neededBy ?? [], label];
    found.set(module, { imported, error, ...known, module, neededBy });
  }
  return [...found.values()];
});
function importStatementOf(error, module, facts) {
  const contents2 = completed(facts.contents);
  const imports2 = completed(facts.dependencies)?.imports ?? [];
  if (contents2 === void 0) return void 0;
  const lines = exceptionChain(error).flatMap((one) => linesInWheel(one, contents2));
  for (const { file, line } of lines) {
    const statement = imports2.find(
      (one) => one.file === file && one.line === line && `${one.module}.`.startsWith(`${module}.`)
    );
    if (statement !== void 0) return statement;
  }
  return void 0;
}
function hasInstallHint({ message }) {
  return /pip install|\[\w[\w,-]*\]/.test(message);
}

// src/distribution/portions.ts
import { dirname as dirname13 } from "node:path/posix";
function portionsOf({ files, topLevels }) {
  const regular = new Set(
    files.flatMap(({ path }) => /\/__init__\.[^/]+$/.test(path) ? [dirname13(path)] : [])
  );
  const portions = files.flatMap(({ path }) => {
    const parts = path.split("/");
    const name = parts[0];
    const top = topLevels.find((topLevel) => topLevel.name === (parts.length === 1 ? moduleOf(path) : name));
    if (top === void 0) return [];
    for (let length = 1; length < parts.length; length++) {
      const directory = parts.slice(0, length).join("/");
      if (regular.has(directory)) return [directory];
    }
    return [path];
  });
  return [...new Set(portions)];
}

// src/distribution/importable-modules.ts
var NOT_IMPORTABLE = /(^|\.)(tests?|testing|conftest|test_[^.]*|[^.]*_tests?|_?vendor(ed)?|_?vendored_packages|third_party|extern(al)?|examples?|benchmarks?|docs?|templates?|migrations|__main__)(\.|$)/;
function importableModules2(paths) {
  const modules = paths.flatMap((path) => moduleOf(path) ?? []);
  return [...new Set(modules)].filter(
    (module) => !NOT_IMPORTABLE.test(module.slice(module.indexOf(".") + 1 || module.length)) && !/^(tests?|conftest)(\.|$)/.test(module)
  ).sort();
}
function publicNames(wheel) {
  return wheel.topLevels.flatMap(({ name, kind }) => {
    if (kind !== "namespace") return [name].filter(isPublicTopLevel);
    const portions = portionsOf(wheel).filter((portion) => portion.startsWith(`${name}/`));
    const [only = ""] = portions;
    const isPackage = portions.length === 1 && moduleOf(only) === void 0;
    return isPackage && !/(^|\/)_/.test(only) ? [only.replaceAll("/", ".")] : [];
  });
}
function isPublicTopLevel(module) {
  return !module.includes(".") && !module.startsWith("_");
}

// src/checks/dependencies/first-party-code.ts
function isFirstPartyCode(file) {
  return file.startsWith("scripts/") || importableModules2([file]).length > 0;
}

// src/checks/dependencies/decide.ts
function checkDependencies(facts) {
  const contents2 = completed(facts.contents);
  const installation = completed(facts.install);
  if (contents2 === void 0 || installation?.kind !== "installed") return [];
  const fromFailures = undeclaredFromFailures(facts, contents2, installation);
  const afterFailures = undeclaredAfterFailures(facts, contents2, installation);
  return [
    ...onePerDistribution([...fromFailures, ...afterFailures]),
    ...unreachedImports(facts, contents2),
    ...transitiveDependencies(facts, contents2, installation)
  ];
}
function undeclaredFromFailures(facts, contents2, installation) {
  return missingDependencies(facts).map(({ module, imported, neededBy, error }) => {
    const { extras: extras2, ...rest } = describe(imported, facts, contents2, installation);
    const isIntended = extras2.length > 0 || hasInstallHint(error) || importStatementOf(error, module, facts)?.when === "guarded";
    return {
      rule: "dependency-undeclared",
      severity: isIntended ? "warning" : "error",
      facts: { ...rest, extras: extras2, neededBy, others: [] },
      where: locationInCheckout(error, contents2) ?? locationOfImport(module, facts, contents2)
    };
  });
}
function undeclaredAfterFailures(facts, contents2, installation) {
  const failed = new Set(missingDependencies(facts).flatMap(({ neededBy }) => neededBy));
  const scriptsRun = contents2.wheel.entryPoints.map(({ name }) => `the script ${name}`);
  const isUnverified = (label) => failed.has(label) || label.startsWith("the script ") && !scriptsRun.includes(label);
  return unresolvedImports(facts, contents2).filter(({ when, reached }) => when === "import" && reached.length > 0 && reached.every(isUnverified)).map((statement) => ({
    rule: "dependency-undeclared",
    severity: "warning",
    facts: {
      ...describe(statement.module, facts, contents2, installation),
      neededBy: statement.reached,
      others: []
    },
    where: locationOf(statement)
  })).filter((finding) => finding.facts.extras.length === 0);
}
function unreachedImports(facts, contents2) {
  const installation = completed(facts.install);
  if (installation?.kind !== "installed") return [];
  const reported = new Set(missingDependencies(facts).map(({ module }) => module));
  const names = requirementsOf(contents2).map(({ name }) => name);
  const shipped = new Set(contents2.wheel.files.flatMap(({ path }) => path.replace(/\.\w+$/, "").split("/")));
  const optional2 = new Set(
    unresolvedImports(facts, contents2).filter(({ when }) => when === "guarded").map(({ module }) => topLevelModule(module))
  );
  const found = /* @__PURE__ */ new Map();
  for (const statement of unresolvedImports(facts, contents2)) {
    const { module, when, reached, file } = statement;
    const top = topLevelModule(module);
    const { distribution } = distributionOf(module, { providers: testProviders(facts) });
    if (optional2.has(top) || when === "import" && reached.length > 0 || !isFirstPartyCode(file)) continue;
    if (reported.has(top) || pythonsWith(module) !== void 0 || found.has(top)) continue;
    if (shipped.has(top) || isLikelyDeclared(module, distribution, names)) continue;
    found.set(top, statement);
  }
  const [first, ...others] = found.values();
  if (first === void 0) return [];
  const describePlace = ({ module, source, file, line }) => `${topLevelModule(module)} (${source ?? file}:${line})`;
  return [
    {
      rule: "dependency-undeclared",
      severity: "note",
      facts: {
        ...describe(first.module, facts, contents2, installation),
        neededBy: [],
        others: others.map(describePlace)
      },
      where: locationOf(first)
    }
  ];
}
function unresolvedImports(facts, { unshippedModules: unshippedModules2 }) {
  return (completed(facts.dependencies)?.imports ?? []).filter(
    ({ module, providers }) => providers.length === 0 && !unshippedModules2.has(module) && !unshippedModules2.has(topLevelModule(module))
  );
}
function describe(module, facts, contents2, { providers, distributions }) {
  const sibling = workspaceMemberOf(module, facts.project);
  const [owner] = sibling === void 0 ? providers[topLevelModule(module)] ?? [] : [sibling.name];
  const { distribution, known } = owner === void 0 ? distributionOf(module, { providers: testProviders(facts) }) : { distribution: owner, known: true };
  const requirements = requirementsOf(contents2).filter(({ name }) => name === normalizeName(distribution));
  const installed = distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution));
  const python = pythonsWith(module) ?? null;
  const { project } = facts;
  return {
    module: owner === void 0 ? topLevelModule(module) : module,
    distribution,
    known,
    sibling: sibling?.path ?? null,
    declared: requirements.some(({ ofExtra }) => ofExtra === void 0),
    installed: installed?.version ?? null,
    python,
    extras: extrasRequiring(distribution, contents2),
    ...declarationFor(distribution, project, python ?? void 0)
  };
}
function onePerDistribution(findings) {
  const byName2 = /* @__PURE__ */ new Map();
  for (const finding of findings) {
    const name = normalizeName(finding.facts.distribution);
    const earlier = byName2.get(name);
    const neededBy = [.../* @__PURE__ */ new Set([...earlier?.facts.neededBy ?? [], ...finding.facts.neededBy])];
    const first = earlier ?? finding;
    byName2.set(name, { ...first, facts: { ...first.facts, neededBy } });
  }
  return [...byName2.values()];
}
function transitiveDependencies(facts, contents2, { distributions }) {
  const direct = requirementsOf(contents2).filter(({ ofExtra }) => ofExtra === void 0);
  const names = new Set(direct.map(({ name }) => name));
  const ownName = normalizeName(contents2.wheel.metadata.name);
  const pinned = pinnedBy(direct, distributions);
  const found = /* @__PURE__ */ new Map();
  for (const statement of completed(facts.dependencies)?.imports ?? []) {
    const { providers, when, reached, file } = statement;
    const [first] = providers;
    if (first === void 0 || when !== "import" || reached.length === 0 || !isFirstPartyCode(file)) continue;
    if (providers.map(normalizeName).some((name) => names.has(name) || name === ownName || pinned.has(name)))
      continue;
    found.set(first, [...found.get(first) ?? [], statement]);
  }
  return [...found].map(([distribution, statements]) => {
    const [first] = statements;
    const files = new Set(statements.map(({ file }) => file));
    return {
      rule: "dependency-transitive",
      severity: "warning",
      facts: {
        module: normalizeName(topLevelModule(first.module)) === normalizeName(distribution) ? distribution : first.module,
        distribution,
        broughtBy: requiringDependency(distribution, direct, distributions) ?? null,
        files: files.size,
        ...declarationFor(distribution, facts.project)
      },
      where: locationOf(first)
    };
  });
}
function pinnedBy(direct, distributions) {
  const names = new Set(direct.map(({ name }) => name));
  const requirements = distributions.filter(({ name }) => names.has(normalizeName(name))).flatMap(({ requires }) => requires.flatMap((text4) => parseRequirement(text4) ?? []));
  return new Set(
    requirements.filter(({ text: text4 }) => /===?\s*[\w.!+-]+\s*(?:[,)]|$)/.test(text4.split(";")[0])).map(({ name }) => name)
  );
}
function requiringDependency(wanted, direct, distributions) {
  const byName2 = new Map(distributions.map((one) => [normalizeName(one.name), one]));
  const visited = /* @__PURE__ */ new Set();
  const queue = direct.map((requirement2) => ({ ...requirement2, root: requirement2.name }));
  for (const { name, extras: extras2, root } of queue) {
    if (name === normalizeName(wanted)) return byName2.get(root)?.name ?? root;
    const key = `${name}[${extras2}]`;
    if (visited.has(key)) continue;
    visited.add(key);
    for (const text4 of byName2.get(name)?.requires ?? []) {
      const requirement2 = parseRequirement(text4);
      if (requirement2 === void 0) continue;
      const { ofExtra } = requirement2;
      if (ofExtra === void 0 || extras2.includes(ofExtra)) queue.push({ ...requirement2, root });
    }
  }
  return void 0;
}
function locationOfImport(module, facts, contents2) {
  const statement = unresolvedImports(facts, contents2).find(
    (one) => topLevelModule(one.module) === module && one.when === "import" && one.reached.length > 0
  );
  return statement === void 0 ? void 0 : locationOf(statement);
}
function locationOf({ source, line }) {
  return source === void 0 ? void 0 : { file: source, line };
}

// src/checks/dependencies/observe.ts
import { basename as basename10 } from "node:path";
async function observeDependencies(request) {
  const { project, checkout, contents: contents2, environment, config, scratch } = request;
  const modules = sourcesOf(contents2.wheel);
  const prefix = prefixOf(project);
  const files = checkout.files.filter((file) => file.startsWith(prefix));
  const tests2 = files.filter((file) => file.endsWith(".py") && isTestPath(file));
  const { text: text4, child } = await runProbe(
    "dependencies",
    {
      distribution: contents2.wheel.metadata.name,
      modules,
      entries: entriesOf(contents2.wheel),
      tests: { root: checkout.root, files: tests2 }
    },
    {
      python: environment.python,
      cwd: scratch,
      variables: variablesForProject(config.environment),
      timeout: 300,
      scratch
    }
  );
  if (text4 === void 0 || !succeeded(child))
    throw new Inconclusive(`The sources could not be read: ${lastLines(child.stderr, 1).join("")}`);
  const scan = JSON.parse(text4);
  const inTests = new Set(tests2);
  const inCheckout = (statement) => {
    const { file } = statement;
    const source = contents2.sourceMap.sourceOf(file) ?? sourceOfScript(files, file);
    return { ...statement, source: source ?? (inTests.has(file) ? file : void 0) };
  };
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout),
    hacks: scan.hacks.map(inCheckout),
    unread: scan.unread
  };
}
function sourcesOf({ files }) {
  const compiled = new Set(files.flatMap(({ path }) => path.endsWith(".py") ? [] : moduleOf(path) ?? []));
  return files.map(({ path }) => path).filter((path) => {
    const module = path.endsWith(".py") && !isTestPath(path) ? moduleOf(path) : void 0;
    return module !== void 0 && !compiled.has(module);
  });
}
function entriesOf(wheel) {
  const scripts2 = wheel.entryPoints.filter(
    ({ group: group2, extras: extras2 }) => SCRIPT_GROUPS.includes(group2) && extras2.length === 0
  );
  return [
    ...publicModules(wheel).map((module) => ({ module, label: `import ${module}` })),
    ...scripts2.map(({ name, module }) => ({ module, label: `the script ${name}` }))
  ];
}
function sourceOfScript(files, file) {
  if (!file.startsWith("scripts/")) return void 0;
  const sources = files.filter((candidate) => basename10(candidate) === file.slice("scripts/".length));
  return sources.length === 1 ? sources[0] : void 0;
}

// src/checks/dependencies/path-hacks.ts
import { posix as posix3 } from "node:path";
function checkPathHacks(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const hacks = completed(facts.dependencies)?.hacks ?? [];
  const rated = hacks.filter(({ when }) => when === "import").flatMap(
    (hack) => (hack.by === "tests" ? rateTest(hack, contents2, facts) : rateShippedCode(hack, contents2)) ?? []
  );
  return ["error", "warning", "note"].flatMap((severity) => [
    ...oneFinding(rated.filter((one) => one.severity === severity && one.hack.by !== "tests")),
    ...oneFinding(rated.filter((one) => one.severity === severity && one.hack.by === "tests"))
  ]);
}
function oneFinding([first, ...rest]) {
  if (first === void 0) return [];
  const { hack, severity, folder } = first;
  const { file, source, line, by } = hack;
  const others = rest.map(({ hack: other }) => `${other.source ?? other.file}:${other.line}`);
  return [
    {
      rule: "path-hack",
      severity,
      facts: { file: source ?? file, folder, inTests: by === "tests", others: [...new Set(others)] },
      where: source === void 0 ? void 0 : { file: source, line }
    }
  ];
}
function rateShippedCode(hack, { wheel, sourceMap }) {
  const { file, from, folder, reached } = hack;
  if (!isFirstPartyCode(file)) return void 0;
  const severity = reached.length > 0 ? "error" : "note";
  if (from === "cwd") {
    const cwdSeverity = folder.startsWith("..") ? severity : folder === "." || severity === "note" ? "note" : "warning";
    return { hack, severity: cwdSeverity, folder: `"${folder}"` };
  }
  if (from === "scripts") return isWithin(folder, ".") ? void 0 : { hack, severity, folder: `"${folder}"` };
  const [top = ""] = folder.split("/");
  const isShippedPackage = wheel.topLevels.some(({ name, kind }) => kind !== "module" && name === top);
  if (isShippedPackage || isWithin(folder, posix3.dirname(file))) return void 0;
  const root = sourceMap.roots.get(file.split("/")[0]);
  const inCheckout = root === void 0 ? folder : posix3.join(posix3.dirname(root), folder);
  return {
    hack,
    severity,
    folder: inCheckout.startsWith("..") ? `"${inCheckout}"` : describeDirectory(inCheckout)
  };
}
function rateTest(hack, { sourceMap }, { project }) {
  const directory = posix3.join(hack.from === "cwd" ? project.path : ".", hack.folder);
  const hasSources = [...sourceMap.roots.values()].some((root) => posix3.dirname(root) === directory);
  return hasSources ? { hack, severity: "warning", folder: describeDirectory(directory) } : void 0;
}
function describeDirectory(directory) {
  return directory === "." ? "the root of the checkout" : `the folder ${directory} of the checkout`;
}
function isWithin(directory, parent) {
  const relative9 = posix3.relative(parent, directory);
  return relative9 === "" || !relative9.startsWith("..");
}

// src/checks/dependencies/summarize.ts
function summarizeDependencies({ dependencies: dependencies2 }) {
  const value = completed(dependencies2);
  if (value === void 0) return void 0;
  const distributions = new Set(value.imports.flatMap(({ providers }) => providers));
  return `${count(value.modules, "module")} read; imports from ${count(distributions.size, "other distribution")}`;
}

// src/checks/dependencies/check.ts
var dependencies = defineCheck({
  name: "dependencies",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "install"],
  priority: "low",
  observe: (context, needed) => observeDependencies(runtimeContext(context, needed)),
  decide: (facts) => [...checkDependencies(facts), ...checkPathHacks(facts)],
  summarize: summarizeDependencies
});

// src/checks/diagnosis/import-error.ts
function describeImportError({ outcome, error }) {
  if (error !== void 0) return `${error.type}: ${error.message.split("\n")[0]?.slice(0, 300)}`;
  return outcome === "imported" ? "it imports" : OUTCOME_TEXTS[outcome];
}
var OUTCOME_TEXTS = {
  failed: "it fails",
  exited: "it ends the program",
  killed: "it kills the program",
  "timed-out": "it does not end"
};

// src/checks/extras/decide.ts
function checkExtras(facts) {
  const all = facts.extras === void 0 ? [] : completed(facts.extras) ?? [];
  return all.flatMap((evidence) => checkExtra(evidence, facts));
}
function checkExtra({ extra: extra2, installerOutput, conflicts, imports: imports2 }, facts) {
  if (installerOutput !== void 0)
    return [{ rule: "install-failed", severity: "error", facts: { words: installerOutput, extra: extra2 } }];
  const installation = completed(facts.install);
  const withoutExtra2 = installation?.kind === "installed" ? installation.conflicts : [];
  const newConflicts = conflicts.filter((conflict) => !withoutExtra2.includes(conflict));
  const importsWithoutExtra = completed(facts.imports) ?? [];
  const contents2 = completed(facts.contents);
  const failed = imports2.filter(
    ({ module, outcome }) => outcome !== "imported" && importsWithoutExtra.some((one) => one.module === module && one.outcome === "imported")
  );
  return [
    ...newConflicts.length === 0 ? [] : [
      {
        rule: "dependency-conflict",
        severity: "error",
        facts: { conflicts: newConflicts, extra: extra2 }
      }
    ],
    ...failed.map(
      (attempt) => ({
        rule: "import-failed",
        severity: "error",
        facts: {
          module: attempt.module,
          error: describeImportError(attempt),
          why: "public",
          extras: [extra2],
          others: []
        },
        where: attempt.error === void 0 || contents2 === void 0 ? void 0 : locationInCheckout(attempt.error, contents2)
      })
    )
  ];
}

// src/python/import-modules.ts
import { mkdtemp as mkdtemp3 } from "node:fs/promises";
import { availableParallelism as availableParallelism2 } from "node:os";
import { join as join34 } from "node:path";

// src/process/empty-home.ts
function withEmptyHome(variables, home) {
  const kept = Object.entries(variables).filter(([name]) => !name.startsWith("XDG_"));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home
  };
}

// src/python/import-modules.ts
var IMPORT_TIMEOUT = 30;
async function importModules(references, { environment, scratch, caller, sources }) {
  if (references.length === 0) return [];
  const jobs = availableParallelism2();
  const home = await mkdtemp3(join34(scratch, "home-"));
  const { text: text4, child } = await runProbe(
    "imports",
    { modules: references, timeout: IMPORT_TIMEOUT, jobs, sources },
    {
      python: environment.python,
      cwd: scratch,
      variables: withEmptyHome(variablesForProject(caller, { firstOnPath: environment.scripts }), home),
      timeout: 60 + references.length * IMPORT_TIMEOUT / jobs,
      scratch
    }
  );
  if (text4 === void 0)
    throw new Inconclusive(`The modules could not be imported: ${lastLines(child.stderr, 1).join("")}`);
  const attempts = text4.split("\n").filter(Boolean).map((line) => JSON.parse(line)).map(({ module, outcome, seconds: seconds3, version: version2, error }) => ({
    module,
    outcome,
    seconds: seconds3,
    version: version2,
    error: readPythonError(error)
  }));
  if (attempts.length < references.length)
    throw new Inconclusive(`Not all modules could be imported: ${lastLines(child.stderr, 1).join("")}`);
  return attempts.sort((a, b) => references.indexOf(a.module) - references.indexOf(b.module));
}

// src/checks/extras/observe.ts
function observeEachExtra({
  contents: { wheel },
  installer,
  installExtras: installExtras2,
  config,
  scratch
}) {
  const caller = config.environment;
  const tops = publicNames(wheel);
  return inParallel(wheel.metadata.extras, async (extra2) => {
    const installation = await installExtras2([extra2]);
    if (installation.kind === "refused")
      return { extra: extra2, installerOutput: installation.output, conflicts: [], imports: [] };
    const { environment } = installation;
    const [conflicts, imports2] = await Promise.all([
      dependencyConflicts({ installer, environment, cwd: scratch, caller }, installation),
      importModules(tops, { environment, scratch, caller })
    ]);
    return { extra: extra2, installerOutput: void 0, conflicts, imports: imports2 };
  });
}

// src/checks/extras/summarize.ts
function summarizeExtras({ extras: extras2 }) {
  const all = (extras2 && completed(extras2)) ?? [];
  return `${list(all.map(({ extra: extra2 }) => extra2))} installed, each alone`;
}

// src/checks/extras/check.ts
var extras = defineCheck({
  name: "extras",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "install"],
  // The tests take longest, so they start first.
  after: ["imports", "dependencies", "scripts", "tests"],
  isRequested: ({ eachExtra }) => eachExtra,
  observe: async (context, needed) => needed.contents.wheel.metadata.extras.length === 0 ? new Skip("the wheel declares no extra") : observeEachExtra(runtimeContext(context, needed)),
  decide: checkExtras,
  summarize: summarizeExtras
});

// src/checks/diagnosis/missing-name.ts
import { readFile as readFile16 } from "node:fs/promises";
import { join as join35 } from "node:path";
var MISSING_NAME = /^cannot import name '([^']+)' from '([^']+)'/;
function missingNameOf({
  type,
  message
}) {
  const [, name, module] = type === "ImportError" && MISSING_NAME.exec(message) || [];
  return name === void 0 || module === void 0 ? void 0 : { module, name };
}
async function isNameAbsentFrom({ module, name }, { files }, { purelib, platlib }) {
  const shipped = files.filter(({ path }) => moduleOf(path) === module);
  if (shipped.length !== 1 || !shipped[0]?.path.endsWith(".py")) return false;
  for (const site of [purelib, platlib]) {
    const text4 = await readFile16(join35(site, shipped[0].path), "utf8").catch(() => void 0);
    if (text4 !== void 0) return !mayDefine(text4, name);
  }
  return false;
}
function mayDefine(text4, name) {
  return /import\s*\*|\b__getattr__\b|\bglobals\(\)|\b__path__\b|sys\.modules/.test(text4) || new RegExp(`(?<![\\p{ID_Continue}])${name}(?![\\p{ID_Continue}])`, "u").test(text4);
}

// src/checks/diagnosis/distribution-fault.ts
function distributionFault(module, { error, importsFromSources, isNameAbsent }, contents2) {
  if (importsFromSources) return "checkout";
  if (error === void 0) return void 0;
  if (isOwnModuleMissing(module, error, contents2)) return "own-module";
  const missing = missingNameOf(error);
  if (missing === void 0 || isNameAbsent !== true) return void 0;
  const dottedName = `${missing.module}.${missing.name}`;
  return isPlatformSpecific(module, dottedName) || isExtensionModule(dottedName, contents2) ? void 0 : "own-name";
}
function isOwnModuleMissing(module, { type, message, name }, contents2) {
  if (type !== "ModuleNotFoundError" || name === null || name === module) return false;
  if (message !== `No module named '${name}'`) return false;
  return isInOwnPackage(name, contents2.wheel) && !isShipped(name, contents2.wheel) && !isPlatformSpecific(module, name) && !isExtensionModule(name, contents2);
}
function isInOwnPackage(name, wheel) {
  return portionsOf(wheel).some((portion) => name.startsWith(`${portion.replaceAll("/", ".")}.`));
}
function isShipped(name, { files }) {
  const directory = `${name.replaceAll(".", "/")}/`;
  return files.some(({ path }) => moduleOf(path) === name || path.startsWith(directory));
}
var PLATFORM = /(^|[._])(_?ps)?(win(dows|32|64)?|nt|mswin|linux|posix|unix|osx|macos|mac|darwin|cocoa|bsd|freebsd|openbsd|netbsd|sunos|solaris|aix|cygwin|java|jython|android|ios|wasm|emscripten|pyodide)\d*($|[._])/i;
function isPlatformSpecific(...names) {
  return names.some((name) => PLATFORM.test(name));
}
function isExtensionModule(name, { unshipped, wheel }) {
  const stem = name.replaceAll(".", "/");
  return [...unshipped.keys(), ...wheel.files.map(({ path }) => path)].some(
    (path) => path.startsWith(`${stem}.`) && EXTENSION_SOURCE.test(path.slice(stem.length))
  );
}
var EXTENSION_SOURCE = /^\.(pyx|pxd|pyi|c|cc|cpp|cxx|rs|f|f90|zig|go)$/;

// src/checks/diagnosis/wrong-distribution-name.ts
function wrongDistributionName(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const { name, version: version2 } = contents2.wheel.metadata;
  const found = failuresWithCauses(facts).filter(({ kind }) => kind !== "test").flatMap(({ error }) => exceptionChain(error)).find((one) => requestedName(one, facts) !== void 0);
  if (found === void 0) return [];
  const by = `importlib.metadata.version("${requestedName(found, facts)}")`;
  return [
    {
      rule: "version-disagrees",
      severity: "error",
      facts: { distribution: name, version: version2, by, claimed: null, place: "name" },
      where: locationInCheckout(found, contents2)
    }
  ];
}
function isReportedAsWrongName(error, facts) {
  return exceptionChain(error).some((one) => requestedName(one, facts) !== void 0) && wrongDistributionName(facts).length > 0;
}
var NO_METADATA_MESSAGE = /^(?:No package metadata was found for )?([\w.-]+)$/;
var CLICK_NOT_INSTALLED_MESSAGE = /^'([\w.-]+)' is not installed\. Try passing 'package_name' instead\.$/;
function requestedName({ type, message }, facts) {
  const wheel = completed(facts.contents)?.wheel;
  const pattern = { PackageNotFoundError: NO_METADATA_MESSAGE, RuntimeError: CLICK_NOT_INSTALLED_MESSAGE }[type];
  const name = pattern?.exec(message)?.[1];
  if (wheel === void 0 || name === void 0) return void 0;
  if (normalizeName(name) === normalizeName(wheel.metadata.name)) return void 0;
  const module = name.replaceAll("-", "_").toLowerCase();
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? name : void 0;
}

// src/checks/diagnosis/import-failures.ts
function isReportedByImport(error, facts) {
  if (isReportedAsWrongName(error, facts)) return true;
  return importFailures(facts).some(
    ({ attempt, severity }) => severity === "error" && attempt.error !== void 0 && isSameError(attempt.error, error)
  );
}
function isSameError(one, other) {
  const place = ({ frames }) => {
    const last2 = frames.at(-1);
    return `${last2?.file.split(/[\\/]/).slice(-2).join("/")}:${last2?.line}`;
  };
  const text4 = ({ message }) => message.replace(/([\\/]environments[\\/])[^\\/]+/g, "$1");
  return one.type === other.type && text4(one) === text4(other) && place(one) === place(other);
}
var importFailures = memoizedByFacts(
  (facts) => (completed(facts.imports) ?? []).flatMap((evidence) => importFailureOf(evidence, facts) ?? [])
);
function importFailureOf(evidence, facts) {
  const { module, withExtras: withExtras2 } = evidence;
  const attempt = withExtras2 ?? evidence;
  const contents2 = completed(facts.contents);
  if (attempt.outcome === "imported" || contents2 === void 0) return void 0;
  if (attempt.error !== void 0 && isReportedAsWrongName(attempt.error, facts)) return void 0;
  const failure = { module, attempt, extras: withExtras2?.extras ?? [] };
  const found = attempt.error === void 0 ? void 0 : causeOf(attempt.error, contents2);
  const cause = found?.kind ?? "other";
  if (cause === "module" || cause === "data") return void 0;
  const undeclared = missingDependencies(facts).map((missing) => missing.module);
  if (cause === "distribution" && isPublicTopLevel(module)) return void 0;
  if (found !== void 0 && isReportedElsewhere(found, undeclared)) return void 0;
  const fault = distributionFault(module, attempt, contents2);
  if (fault !== void 0) return { ...failure, why: fault, severity: "error" };
  if (cause === "distribution" || !publicNames(contents2.wheel).includes(module))
    return { ...failure, why: "elsewhere", severity: "note" };
  const { error } = attempt;
  const excused = error !== void 0 && (isThirdPartyError(error, facts) || hasInstallHint(error));
  return { ...failure, why: "public", severity: excused ? "warning" : "error" };
}
function isThirdPartyError({ qualname }, facts) {
  const installation = completed(facts.install);
  const shipped = completed(facts.contents)?.wheel.topLevels.map(({ name }) => name) ?? [];
  const [top = ""] = qualname.split(".");
  return installation?.kind === "installed" && top in installation.providers && !shipped.includes(top);
}

// src/checks/imports/failure-key.ts
function failureKey(module, { outcome, error }) {
  if (error === void 0) return `${outcome}
${module}`;
  const place = error.frames.at(-1);
  return [outcome, error.type, error.message, place?.file, place?.line].join("\n");
}

// src/checks/imports/decide.ts
function checkImports(facts) {
  const failures2 = importFailures(facts);
  const faults = failures2.filter(({ why }) => why !== "elsewhere");
  const byCause = /* @__PURE__ */ new Map();
  for (const failure of [...faults].sort((a, b) => rank(a) - rank(b))) {
    const group2 = byCause.get(causeKey(failure));
    if (group2 === void 0) byCause.set(causeKey(failure), [failure]);
    else group2.push(failure);
  }
  const tolerated = failures2.filter(({ why }) => why === "elsewhere");
  for (const failure of tolerated) byCause.get(causeKey(failure))?.push(failure);
  const others = tolerated.filter((failure) => !byCause.has(causeKey(failure)));
  return [...byCause.values(), others].flatMap((group2) => oneFinding2(group2, facts));
}
function rank({ module }) {
  return isPublicTopLevel(module) ? 0 : 1;
}
function causeKey({ module, attempt }) {
  return failureKey(module, attempt);
}
function oneFinding2(failures2, facts) {
  const [first, ...others] = failures2;
  const contents2 = completed(facts.contents);
  if (first === void 0 || contents2 === void 0) return [];
  const { module, attempt, extras: extras2, why, severity } = first;
  return [
    {
      rule: "import-failed",
      severity,
      facts: {
        module,
        error: describeImportError(attempt),
        why,
        extras: extras2,
        others: others.map((one) => ({ module: one.module, error: describeImportError(one.attempt) }))
      },
      where: attempt.error === void 0 || why === "elsewhere" ? void 0 : locationInCheckout(attempt.error, contents2)
    }
  ];
}

// src/checks/imports/observe.ts
import { join as join37 } from "node:path";

// src/checks/diagnosis/extras-for-failure.ts
function extrasForScript({ entryPoint, configured, runs }, contents2, providers) {
  if (configured.extras !== void 0) return configured.extras;
  const last2 = runs.at(-1);
  if (last2 === void 0 || last2.ending.kind === "exited" && last2.ending.code === 0) return [];
  const named = extrasNamedIn(`${last2.stdout}
${last2.stderr}`, contents2);
  const declared = contents2.wheel.metadata.extras.filter((extra2) => entryPoint.extras.includes(extra2));
  if (declared.length > 0 || named.length > 0) return [.../* @__PURE__ */ new Set([...declared, ...named])];
  return last2.error === void 0 ? [] : extrasRequiringModule(last2.error, contents2, providers);
}
function extrasForError(error, contents2, providers = {}) {
  const named = extrasNamedIn(error.message, contents2);
  return named.length > 0 ? named : extrasRequiringModule(error, contents2, providers);
}
function extrasNamedIn(text4, { wheel }) {
  const lists = [...text4.matchAll(/\[([\w.,\s-]+)\]/g)].flatMap(([, names = ""]) => names.split(","));
  return wheel.metadata.extras.filter((extra2) => lists.some((name) => name.trim() === extra2));
}
function extrasRequiringModule(error, contents2, providers) {
  const cause = causeOf(error, contents2);
  if (cause.kind !== "distribution") return [];
  const top = topLevelModule(cause.module);
  const { distribution, known } = distributionOf(top, { providers });
  const requirements = requirementsOf(contents2);
  const exact = extrasRequiring(distribution, contents2);
  const likely = requirements.filter(({ name }) => !known && name.split("-").includes(normalizeName(top))).flatMap(({ ofExtra }) => ofExtra ?? []);
  const size = (extra2) => requirements.filter(({ ofExtra }) => ofExtra === extra2).length;
  return (exact.length > 0 ? exact : likely).sort((a, b) => size(a) - size(b)).slice(0, 1);
}

// src/checks/diagnosis/import-with-extras.ts
function importRequest({ scratch, config }, environment) {
  return { environment, scratch, caller: config.environment };
}
function isFailed({ outcome }) {
  return outcome !== "imported";
}
async function retryWithExtras(failed, runtime) {
  const { installExtras: installExtras2 } = runtime;
  const all = [...new Set(failed.flatMap(({ extras: extras2 }) => extras2))].sort();
  if (all.length === 0) return /* @__PURE__ */ new Map();
  const together = (await installExtras2(all)).kind === "installed";
  const retries = /* @__PURE__ */ new Map();
  for (const extras2 of together ? [all] : all.map((extra2) => [extra2])) {
    const { kind, environment } = await installExtras2(extras2);
    if (kind === "refused") continue;
    const references = failed.filter((one) => one.extras.length > 0 && one.extras.every((extra2) => extras2.includes(extra2))).map(({ reference }) => reference);
    for (const attempt of await importModules([...new Set(references)], importRequest(runtime, environment)))
      retries.set(attempt.module, { ...attempt, extras: extras2 });
  }
  return retries;
}

// src/checks/imports/import-from-sources.ts
import { cp, mkdir as mkdir9 } from "node:fs/promises";
import { dirname as dirname14, join as join36 } from "node:path";
async function copySources(target, { wheel, sourceMap }, { root, files }, { purelib, platlib }) {
  const fromWheel = wheel.files.map(({ path }) => path);
  for (const site of /* @__PURE__ */ new Set([purelib, platlib]))
    await copyExisting(site, target, new Map(fromWheel.map((path) => [path, path])));
  const fromCheckout = [...sourceMap.roots].flatMap(
    ([name, source]) => files.flatMap((file) => {
      if (file === source) return [[file, `${name}.py`]];
      return file.startsWith(`${source}/`) ? [[file, `${name}${file.slice(source.length)}`]] : [];
    })
  );
  await copyExisting(root, target, new Map(fromCheckout));
}
async function copyExisting(from, to, paths) {
  await inParallel([...paths], async ([source, target]) => {
    await mkdir9(dirname14(join36(to, target)), { recursive: true });
    await cp(join36(from, source), join36(to, target), { dereference: true }).catch(() => void 0);
  });
}
async function importableFromSources(failed, sources, request) {
  const isImported = ({ outcome }) => outcome === "imported";
  const fromSources = (await importModules(failed, { ...request, sources })).filter(isImported);
  const again = await importModules(
    fromSources.map(({ module }) => module),
    request
  );
  return new Set(again.filter((attempt) => !isImported(attempt)).map(({ module }) => module));
}

// src/checks/imports/observe.ts
async function observeImports(runtime) {
  const { contents: contents2, environment, scratch, checkout } = runtime;
  const attempts = await importModules(modulesToImport(contents2), importRequest(runtime, environment));
  const retries = await retryWithExtras(
    attempts.filter(isFailed).map((attempt) => ({
      reference: attempt.module,
      extras: attempt.error === void 0 ? [] : extrasForError(attempt.error, contents2)
    })),
    runtime
  );
  const failed = attempts.filter((attempt) => isFailed(attempt) && !retries.has(attempt.module));
  const failedAgain = [...retries.values()].filter(isFailed);
  if ([...failed, ...failedAgain].some((attempt) => isUnexplained(attempt, contents2)))
    await copySources(sourcesDirectory(scratch), contents2, checkout, environment);
  const analyzed = new Map(
    (await analyzeFailures(failed, runtime, environment)).map((attempt) => [attempt.module, attempt])
  );
  for (const group2 of groupByExtras(failedAgain)) {
    const { environment: withExtras2 } = await runtime.installExtras(group2[0]?.extras ?? []);
    for (const attempt of await analyzeFailures(group2, runtime, withExtras2))
      analyzed.set(attempt.module, attempt);
  }
  return attempts.map((attempt) => {
    const retry = retries.get(attempt.module);
    return retry === void 0 ? analyzed.get(attempt.module) ?? attempt : { ...attempt, withExtras: { ...retry, ...analyzed.get(attempt.module) } };
  });
}
function modulesToImport({ wheel }) {
  const paths = wheel.files.map(({ path }) => path);
  const named = new Set(wheel.entryPoints.map(({ module }) => module));
  const ofEntryPoints = paths.flatMap((path) => moduleOf(path) ?? []).filter((module) => named.has(module));
  return [.../* @__PURE__ */ new Set([...importableModules2(paths), ...ofEntryPoints])].sort();
}
function sourcesDirectory(scratch) {
  return join37(scratch, "sources");
}
function isUnexplained({ outcome, error }, contents2) {
  if (outcome === "timed-out") return false;
  return error === void 0 || causeOf(error, contents2).kind === "other";
}
async function analyzeFailures(failed, runtime, environment) {
  const { contents: contents2, scratch } = runtime;
  const unexplained = failed.filter((attempt) => isUnexplained(attempt, contents2));
  const onePerCause = [
    ...new Map(unexplained.toReversed().map((one) => [failureKey(one.module, one), one])).values()
  ];
  const fromSources = await importableFromSources(
    onePerCause.map(({ module }) => module),
    sourcesDirectory(scratch),
    importRequest(runtime, environment)
  );
  return Promise.all(
    unexplained.map(async (attempt) => {
      const missing = attempt.error === void 0 ? void 0 : missingNameOf(attempt.error);
      return {
        ...attempt,
        importsFromSources: fromSources.has(attempt.module),
        isNameAbsent: missing !== void 0 && await isNameAbsentFrom(missing, contents2.wheel, environment)
      };
    })
  );
}
function groupByExtras(attempts) {
  const groups = /* @__PURE__ */ new Map();
  for (const attempt of attempts) {
    const key = attempt.extras.join(",");
    groups.set(key, [...groups.get(key) ?? [], attempt]);
  }
  return [...groups.values()];
}

// src/checks/imports/summarize.ts
function summarizeImports({ imports: imports2 }) {
  const all = completed(imports2) ?? [];
  const bare = all.filter(({ outcome }) => outcome === "imported").length;
  const withExtras2 = all.filter((one) => one.withExtras?.outcome === "imported").length;
  const tolerated = all.length - bare - withExtras2;
  return [
    `${count(bare + withExtras2, "module")} imported`,
    ...withExtras2 === 0 ? [] : [`${withExtras2} of them with an extra`],
    ...tolerated === 0 ? [] : [`${tolerated} tolerated`]
  ].join(", ");
}

// src/checks/imports/check.ts
var imports = defineCheck({
  name: "imports",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "install"],
  priority: "low",
  observe: (context, needed) => observeImports(runtimeContext(context, needed)),
  decide: checkImports,
  summarize: summarizeImports,
  failureKind: "import"
});

// src/checks/install/decide.ts
function checkInstall(facts) {
  const installation = completed(facts.install);
  if (installation === void 0) return [];
  if (installation.kind === "refused") {
    const entryPoints = completed(facts.contents)?.wheel.entryPoints ?? [];
    const problems = completed(facts.metadata)?.problems ?? [];
    const isScriptReported = entryPoints.some(misspelling) || problems.some(({ kind }) => kind === "entry-points");
    if (isScriptReported && isScriptError(installation.output)) return [];
    const { requirements = [] } = completed(facts.contents)?.wheel.metadata ?? {};
    const isReferenceReported = problems.some(
      ({ kind, value }) => kind === "direct-url" && value !== null && isLocalReference(value)
    );
    if (isReferenceReported && requirements.some(isLocalReference)) return [];
    return [{ rule: "install-failed", severity: "error", facts: { words: installation.output } }];
  }
  return installation.conflicts.length === 0 ? [] : [{ rule: "dependency-conflict", severity: "error", facts: { conflicts: installation.conflicts } }];
}

// src/distribution/direct-reference.ts
import { pathToFileURL as pathToFileURL3 } from "node:url";
function directReference2(wheel, extras2 = []) {
  return `${wheel.metadata.name}${extras2.length > 0 ? `[${extras2.join(",")}]` : ""} @ ${pathToFileURL3(wheel.file)}`;
}
function describeLocalReferences(requirements) {
  return requirements.filter((text4) => isLocalReference(text4) && parseRequirement(text4)?.ofExtra === void 0).map((text4) => `"${withoutLocalPath(text4)}" leads to a folder of the machine on which the wheel is built`);
}

// src/checks/install/observe.ts
async function installRuntime({
  checkout,
  contents: { wheel },
  environment,
  interpreter,
  installer,
  config,
  scratch,
  logs,
  findSiblings
}) {
  const caller = config.environment;
  const { requiresPython } = wheel.metadata;
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Inconclusive(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`
    );
  }
  const { requirements } = wheel.metadata;
  const localReferences = describeLocalReferences(requirements);
  if (localReferences.length > 0) return { kind: "refused", output: localReferences };
  const siblings = await findSiblings(requirements);
  const installation = await install({
    installer,
    environment,
    requirements: [directReference2(wheel)],
    siblings: pinsOf(siblings, requirements),
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write("install", transcript)
  });
  if (installation.kind === "refused") return { kind: "refused", output: installation.output };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch };
  const [inventory, conflicts] = await Promise.all([
    readInventory(environment, wheel.metadata.name, probe),
    // Without dependencies there are no conflicts.
    requirements.length === 0 ? [] : dependencyConflicts({ installer, environment, cwd: scratch, caller }, installation)
  ]);
  const problems = [
    ...identityProblems(inventory, { wheel, checkout: checkout.root }),
    ...siblingProblems(inventory, siblings)
  ];
  if (problems.length > 0)
    throw new Inconclusive(`In the clean environment ${problems.join(", ")}, not what was built.`);
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`;
  const { providers, distributions, programs } = inventory;
  const installedSiblings = siblingsIn(inventory, siblings).map(({ name, version: version2 }) => `${name} ${version2}`);
  return { kind: "installed", by, conflicts, providers, distributions, programs, siblings: installedSiblings };
}

// src/checks/install/summarize.ts
function summarizeInstall({ project, contents: contents2, install: install3 }) {
  const installation = completed(install3);
  const needed = completed(contents2)?.wheel.metadata.requirements.filter(
    (requirement2) => parseRequirement(requirement2)?.ofExtra === void 0
  ).length;
  if (needed === void 0 || installation?.kind !== "installed") return void 0;
  const { by, siblings = [] } = installation;
  return [
    `the wheel and its ${count(needed, "declared dependency", "declared dependencies")}, nothing else`,
    by,
    ...siblings.length === 0 ? [] : [`${listSome(siblings, 3)} as built from this repository`],
    ...project.dependencyCycle.length === 0 ? [] : [`it needs itself by way of ${list(project.dependencyCycle)}`]
  ].join("; ");
}

// src/checks/install/check.ts
var install2 = defineCheck({
  name: "install",
  scope: "python",
  needs: ["toolchain", "contents", "environments"],
  priority: "low",
  observe: (context, needed) => installRuntime(runtimeContext(context, needed)),
  offer: (value) => value.kind === "installed" ? value : new Skip("the wheel is not installed"),
  skipReason: "the wheel is not installed",
  decide: checkInstall,
  summarize: summarizeInstall,
  blocksOtherChecks: (facts) => completed(facts.install)?.kind === "refused"
});

// src/checks/diagnosis/script-outcome.ts
function scriptOutcome({ configured, runs }) {
  const last2 = runs.at(-1);
  if (last2 === void 0) return void 0;
  const sameExtras = runs.filter(({ extras: extras2 }) => extras2.join() === last2.extras.join());
  if (sameExtras.some((scriptRun) => isExpected(scriptRun, configured.exit))) return "works";
  if (last2.ending.kind === "timed-out") return void 0;
  if (last2.ending.kind === "killed") return "killed";
  if (last2.error !== void 0 && isScriptDefect(last2.error, last2.args)) return "cannot-be-loaded";
  const isConfigured = configured.args !== void 0 || configured.exit !== void 0;
  if (!isConfigured && sameExtras.some(({ stdout, stderr }) => /usage[: ]/i.test(`${stdout}${stderr}`)))
    return "usage";
  return last2.error === void 0 ? "ended-non-zero" : "traceback";
}
function isExpected({ ending }, exit = 0) {
  return ending.kind === "exited" && [exit].flat().includes(ending.code);
}
var DEFECT_TYPES = /^(NameError|UnboundLocalError|SyntaxError|IndentationError|TabError|ModuleNotFoundError|ImportError|PackageNotFoundError|DistributionNotFound)$/;
function isScriptDefect(error, args) {
  if (DEFECT_TYPES.test(error.type)) return true;
  if (args.some((arg) => error.message.includes(arg))) return false;
  const whileLoading = error.frames.length > 1 && error.frames.every((frame) => frame.function === "<module>");
  return whileLoading || error.frames.length === 1 && error.type === "TypeError";
}

// src/checks/lower-bounds/decide.ts
function checkLowerBounds(facts) {
  const lowest = facts.lowest === void 0 ? void 0 : completed(facts.lowest);
  if (lowest === void 0) return [];
  const table2 = dependencyTable(facts.project);
  const line = facts.project.lineOf(["project", "dependencies"]);
  const where = line === void 0 ? void 0 : { file: pyprojectOf(facts.project), line };
  if (lowest.kind === "refused") {
    const refused = { dependencies: [], failures: [], words: lowest.words, table: table2 };
    return [{ rule: "lower-bound-false", severity: "warning", facts: refused, where }];
  }
  const failures2 = failuresOf(lowest, facts);
  if (failures2.length === 0) return [];
  const failed = { dependencies: lowest.dependencies, failures: failures2, words: [], table: table2 };
  return [{ rule: "lower-bound-false", severity: "error", facts: failed, where }];
}
function failuresOf({ imports: imports2, scripts: scripts2, tests: tests2 }, facts) {
  const worked = new Set(
    (completed(facts.scripts)?.scripts ?? []).filter(works).map(({ entryPoint }) => entryPoint.name)
  );
  return [
    ...imports2.filter(({ outcome }) => outcome !== "imported").map((attempt) => ({ what: `import ${attempt.module}`, error: describeImportError(attempt) })),
    ...scripts2.filter((script) => worked.has(script.entryPoint.name) && !works(script)).map(({ entryPoint, runs }) => {
      const error = runs.at(-1)?.error;
      const words2 = error === void 0 ? "it fails" : `${error.type}: ${error.message.split("\n")[0]}`;
      return { what: `the script ${entryPoint.name}`, error: words2 };
    }),
    ...typeof tests2 === "string" ? [] : testFailures(tests2, completed(facts.tests))
  ];
}
function works(script) {
  const outcome = scriptOutcome(script);
  return outcome === "works" || outcome === "usage";
}
function testFailures({ evidence }, highest) {
  const known = new Set(highest?.evidence.failures.map(({ nodeid }) => nodeid));
  const failures2 = evidence.failures.filter(({ nodeid }) => !known.has(nodeid)).map(({ nodeid, message }) => ({ what: nodeid, error: message }));
  const internal = highest?.evidence.internalErrors.length === 0 ? evidence.internalErrors : [];
  return [...failures2, ...internal.slice(0, 1).map((error) => ({ what: "pytest", error }))];
}

// src/checks/lower-bounds/observe.ts
import { mkdir as mkdir10 } from "node:fs/promises";
import { join as join38 } from "node:path";
function requirementsWithoutExtras(requirements) {
  return requirements.filter((text4) => parseRequirement(text4)?.ofExtra === void 0);
}
async function observeLowerBounds(runtime, highest, { runScripts: runScripts2, runTests }) {
  const { checkout, contents: contents2, interpreter, installer, config, project, logs } = runtime;
  const { wheel } = contents2;
  const caller = config.environment;
  const scratch = join38(runtime.scratch, "lowest");
  await mkdir10(scratch);
  const roots = ["runtime", "tests"].map((name) => join38(scratch, "environments", name));
  const [environment, forTests] = await createEnvironments(interpreter, roots, scratch, caller);
  if (environment === void 0 || forTests === void 0)
    throw new Inconclusive("No environment could be made for the lowest versions.");
  const declared = requirementsWithoutExtras(wheel.metadata.requirements);
  const logAs = (name) => (transcript) => logs.write(`lowest-${name}`, transcript);
  const installation = await install({
    installer,
    environment,
    requirements: [directReference2(wheel), ...declared],
    siblings: pinsOf(await runtime.findSiblings(declared), declared),
    options: ["--resolution=lowest-direct"],
    cwd: scratch,
    caller,
    writeLog: logAs("install")
  });
  if (installation.kind === "refused") return { kind: "refused", words: installation.output };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch };
  const inventory = await readInventory(environment, wheel.metadata.name, probe);
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root });
  if (problems.length > 0)
    throw new Inconclusive(`In the environment of the lowest versions ${problems.join(", ")}.`);
  const names = new Set(declared.map((text4) => parseRequirement(text4)?.name));
  const dependencies2 = inventory.distributions.filter(({ name }) => names.has(normalizeName(name))).map(({ name, version: version2 }) => `${name}==${version2}`);
  const modules = highest.imports.filter(({ outcome }) => outcome === "imported");
  const scripts2 = highest.scripts.filter(({ runs }) => runs.at(-1)?.extras.length === 0);
  return {
    kind: "ran",
    dependencies: dependencies2,
    imports: await importModules(
      modules.map(({ module }) => module),
      { environment, scratch, caller }
    ),
    scripts: await runScripts2(
      scripts2.map(({ entryPoint }) => entryPoint),
      project.settings.scripts,
      { environment, scratch, caller }
    ),
    tests: highest.tests.kind === "completed" ? await runTestsWithPins(runTests, dependencies2, {
      ...runtime,
      environment: forTests,
      scratch,
      logs: { write: (name, text4) => logAs(name)(text4) }
    }) : highest.tests.reason
  };
}
async function runTestsWithPins(runTests, pins, runtime) {
  try {
    return await runTests({ ...runtime, pins });
  } catch (error) {
    if (error instanceof Inconclusive) return error.message;
    throw error;
  }
}

// src/checks/diagnosis/test-totals.ts
function describeTotals(totals) {
  const parts = ["failed", "errors", "passed", "skipped", "xfailed", "xpassed", "deselected"].filter((name) => totals[name] > 0);
  return list(parts.map((name) => `${totals[name]} ${name}`)) || "no test";
}

// src/checks/lower-bounds/summarize.ts
function summarizeLowerBounds({ lowest }) {
  const value = lowest && completed(lowest);
  if (value?.kind !== "ran") return void 0;
  const { tests: tests2 } = value;
  const results = [
    `${count(value.imports.length, "module")} imported`,
    `${count(value.scripts.length, "script")} called`,
    typeof tests2 === "string" ? `tests not run: ${tests2}` : describeTotals(tests2.evidence.totals)
  ];
  return `${results.join(", ")} with ${list(value.dependencies)}`;
}

// src/checks/lower-bounds/check.ts
var lowerBounds = (repeated) => defineCheck({
  name: "lowest",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "install"],
  after: ["imports", "dependencies", "scripts", "tests"],
  isRequested: ({ lowestDirect }) => lowestDirect,
  observe: async (context, needed, { imports: imports2, scripts: scripts2, tests: tests2 }) => requirementsWithoutExtras(needed.contents.wheel.metadata.requirements).length === 0 ? new Skip("the wheel declares no dependency") : observeLowerBounds(
    runtimeContext(context, needed),
    { imports: completed(imports2) ?? [], scripts: completed(scripts2)?.scripts ?? [], tests: tests2 },
    repeated
  ),
  decide: checkLowerBounds,
  summarize: summarizeLowerBounds
});

// src/checks/metadata/pins.ts
var PIN = /(?:^|[^=!~<>])==\s*([^\s,;)*=]+)(?=$|[\s,;)])/;
function pinnedDependencies({ metadata: metadata2, entryPoints }, project) {
  if (entryPoints.some(({ group: group2 }) => SCRIPT_GROUPS.includes(group2))) return [];
  const pins = metadata2.requirements.flatMap((text4) => {
    const requirement2 = parseRequirement(text4);
    const version2 = PIN.exec(text4.split(";")[0])?.[1];
    if (requirement2 === void 0 || requirement2.ofExtra !== void 0 || version2 === void 0) return [];
    const isSameProject = version2 === metadata2.version && firstWord(requirement2.name) === firstWord(metadata2.name);
    return isSameProject ? [] : [{ name: requirement2.name, version: version2 }];
  });
  if (pins.length === 0) return [];
  const line = project.lineOf(["project", "dependencies"]);
  const isDeclared = table(project.pyproject.project).dependencies !== void 0;
  return [
    {
      rule: "dependency-pinned",
      severity: "note",
      facts: { pins: pins.map(({ name, version: version2 }) => `${name}==${version2}`) },
      ...isDeclared ? { where: { file: pyprojectOf(project), line } } : {}
    }
  ];
}
function firstWord(name) {
  return normalizeName(name).split("-")[0];
}

// src/checks/metadata/decide.ts
function checkMetadata(facts) {
  const contents2 = completed(facts.contents);
  const metadata2 = completed(facts.metadata);
  if (contents2 === void 0) return [];
  return [
    ...invalidMetadata(metadata2?.problems ?? [], facts.project),
    ...metadata2?.minimumPython === void 0 ? [] : missingFeatures(metadata2.minimumPython, contents2, facts.project),
    ...pinnedDependencies(contents2.wheel, facts.project)
  ];
}
function invalidMetadata(problems, project) {
  const found = /* @__PURE__ */ new Map();
  for (const problem of problems) {
    const { kind, field, value, problem: text4 } = problem;
    const isLocalPath = kind === "direct-url" && value !== null && isLocalReference(value);
    const key = JSON.stringify([kind, field, isLocalPath ? nameOf3(value) : text4]);
    const known = found.get(key);
    if (known === void 0) found.set(key, { ...problem, files: [problem.file] });
    else known.files.push(problem.file);
  }
  return [...found.values()].map(({ files, kind, field, value, problem, severity }) => ({
    rule: "metadata-invalid",
    severity,
    facts: { files, kind, field, value, problem },
    where: findDeclaration(field, value, project)
  }));
}
var KEYS3 = {
  classifier: "classifiers",
  "requires-dist": "dependencies",
  description: "readme",
  "description-content-type": "readme",
  "license-file": "license-files",
  "license-expression": "license",
  "project-url": "urls",
  "home-page": "urls",
  "author-email": "authors",
  "maintainer-email": "maintainers",
  summary: "description",
  "provides-extra": "optional-dependencies"
};
function findDeclaration(field, value, project) {
  const key = KEYS3[field] ?? field;
  const candidates2 = [
    ["project", key],
    ["tool", "poetry", key]
  ];
  if (field === "requires-dist") {
    const extras2 = Object.keys(table(table(project.pyproject.project)["optional-dependencies"]));
    candidates2.push(...extras2.map((extra2) => ["project", "optional-dependencies", extra2]));
  }
  if (field === "filename") candidates2.push(["build-system", "requires"]);
  const declared = candidates2.filter((path) => valueAt(project, path) !== void 0);
  for (const path of declared) {
    const items = valueAt(project, path);
    const index = Array.isArray(items) ? items.findIndex((item) => isSameValue(field, item, value)) : -1;
    if (index >= 0) return inPyproject2(project, [...path, index]);
  }
  return declared[0] === void 0 ? void 0 : inPyproject2(project, declared[0]);
}
function isSameValue(field, item, value) {
  if (typeof item !== "string" || value === null) return false;
  return field === "requires-dist" ? normalizeName(nameOf3(item)) === normalizeName(nameOf3(value)) : item === value;
}
function nameOf3(requirement2) {
  return parseRequirement(requirement2)?.name ?? requirement2;
}
function inPyproject2(project, path) {
  return { file: pyprojectOf(project), line: project.lineOf(path) };
}
var BACKPORTS3 = { graphlib: "graphlib-backport" };
function missingFeatures(minimum, { wheel, sourceMap }, project) {
  const declared = new Set(wheel.metadata.requirements.map(nameOf3));
  const uncompilable = new Set(minimum.uses.filter(({ kind }) => kind === "syntax").map(({ path }) => path));
  return minimum.uses.filter(
    ({ kind, feature, path }) => (
      // A file with a syntax error is reported once; its other features do not matter.
      kind === "syntax" ? true : !uncompilable.has(path) && !declared.has(BACKPORTS3[feature] ?? "")
    )
  ).map((use) => {
    const source = sourceMap.sourceOf(use.path);
    return {
      rule: "requires-python-false",
      severity: use.certain ? "error" : "warning",
      facts: {
        floor: minimum.version,
        requiresPython: wheel.metadata.requiresPython ?? "",
        needs: use.needs?.join(".") ?? null,
        kind: use.kind,
        feature: use.feature,
        path: source ?? use.path,
        line: use.line,
        asked: minimum.isConfirmed,
        declaredIn: requiresPythonKey(project)
      },
      ...source === void 0 ? {} : { where: { file: source, line: use.line } }
    };
  });
}
function requiresPythonKey(project) {
  if (table(project.pyproject.project)["requires-python"] !== void 0) return "requires-python";
  return valueAt(project, ["tool", "poetry", "dependencies", "python"]) === void 0 ? "python_requires" : "python";
}

// src/checks/metadata/observe.ts
var TIMEOUT4 = 600;
async function observeMetadata(request) {
  const { wheel, sdist, tools } = request;
  const [index, minimumPython] = await Promise.all([
    queryProbe(request, "metadata", tools.python, { wheel: wheel.file, sdist }),
    readMinimumPython(request)
  ]);
  return {
    problems: index.problems,
    contentType: index.content_type,
    classifiers: index.classifiers,
    isPrivate: index.private,
    minimumPython
  };
}
async function readMinimumPython(request) {
  const { wheel, interpreter, interpreterOf, tools } = request;
  const version2 = oldestAllowed(wheel.metadata.requiresPython);
  if (version2 === void 0) return void 0;
  const modules = importableSources(wheel);
  const isUnderTest = `${interpreter.version}.`.startsWith(`${version2}.`);
  const [oldest, result] = await Promise.all([
    isUnderTest ? interpreter : interpreterOf(version2),
    queryProbe(request, "minimum_python", tools.python, {
      wheel: wheel.file,
      minimum: version2.split(".").map(Number),
      modules: Object.fromEntries(modules),
      entries: entryModules(wheel)
    })
  ]);
  const uses = oldest === void 0 ? result.uses : await confirmWithOldest(request, oldest, result, [...modules.values()]);
  return { version: version2, isConfirmed: oldest !== void 0, uses: mostCertainUses(uses) };
}
async function confirmWithOldest(request, oldest, { uses, unread, conditional, unreached }, paths) {
  const isName = ({ kind }) => kind === "module" || kind === "name";
  const { errors, missing } = await queryProbe(request, "syntax", oldest.executable, {
    wheel: request.wheel.file,
    paths: paths.filter((path) => !unread.includes(path) && !conditional.includes(path)),
    names: uses.filter(isName).map(({ feature }) => feature)
  });
  const syntax = errors.map(({ path, line, message }) => {
    const named = uses.find((use) => use.kind === "syntax" && use.path === path);
    return named ?? {
      kind: "syntax",
      feature: message,
      needs: null,
      path,
      line,
      certain: !unreached.includes(path)
    };
  });
  const names = uses.filter((use) => isName(use) && missing.includes(use.feature));
  return [...syntax, ...names, ...uses.filter((use) => use.kind !== "syntax" && !isName(use))];
}
function mostCertainUses(uses) {
  const found = /* @__PURE__ */ new Map();
  for (const use of uses) {
    const known = found.get(`${use.kind} ${use.feature}`);
    if (known === void 0 || use.certain && !known.certain) found.set(`${use.kind} ${use.feature}`, use);
  }
  return [...found.values()];
}
function importableSources({ files }) {
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith(".py"));
  const importable = new Set(importableModules2(sources));
  return new Map(
    sources.flatMap((path) => {
      const module = moduleOf(path);
      return module !== void 0 && importable.has(module) ? [[module, path]] : [];
    })
  );
}
function entryModules({ topLevels, entryPoints }) {
  const scripts2 = entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2));
  return [
    ...topLevels.map(({ name }) => name).filter(isPublicTopLevel),
    ...scripts2.map(({ module }) => module)
  ];
}
async function queryProbe({ scratch, caller }, probe, python, input) {
  const { text: text4, child } = await runProbe(probe, input, {
    python,
    cwd: scratch,
    variables: variablesForProject(caller),
    timeout: TIMEOUT4,
    scratch
  });
  if (text4 === void 0) throw new Inconclusive(describeProbeFailure(probe, child));
  return JSON.parse(text4);
}
function describeProbeFailure(probe, child) {
  return `The files could not be read by the probe ${probe}: ${lastLines(child.stderr, 1).join("")}`;
}

// src/checks/metadata/summarize.ts
function summarizeMetadata({ metadata: metadata2 }) {
  const value = completed(metadata2);
  if (value === void 0) return void 0;
  const { contentType, classifiers, isPrivate, minimumPython } = value;
  const readme = contentType === null ? "no README" : `README (${README[contentType] ?? contentType})`;
  const index = isPrivate ? "for no public index" : "as the index takes them";
  const pythons = minimumPython === void 0 ? "Requires-Python is not declared" : `nothing that Python ${minimumPython.version} lacks${minimumPython.isConfirmed ? ", which compiles it all" : " was seen"}`;
  return `core metadata, ${readme} and ${count(classifiers, "classifier")}, ${index}; ${pythons}`;
}
var README = {
  "text/markdown": "Markdown",
  "text/x-rst": "reStructuredText",
  "text/plain": "plain text"
};

// src/checks/metadata/check.ts
var metadata = defineCheck({
  name: "metadata",
  scope: "package",
  needs: ["toolchain", "build", "contents"],
  // That stage creates the environment for what the checkout declares; the wheel may need a different one.
  after: ["tool environment"],
  priority: "low",
  observe: async ({ config, scratch, toolchains: { interpreterOf } }, { toolchain: toolchain2, build: { wheel, sdist } }) => {
    const isRst = wheel.metadata.descriptionType === "text/x-rst";
    const tools = await toolchain2.toolEnvironment(isRst ? "readme" : "metadata");
    if (tools.kind !== "ready") return new Skip(tools.reason);
    return observeMetadata({
      wheel,
      sdist: sdist.file,
      tools: tools.environment,
      interpreter: toolchain2.interpreter,
      interpreterOf,
      scratch,
      caller: config.environment
    });
  },
  decide: checkMetadata,
  summarize: summarizeMetadata,
  decidedOnce: true
});

// src/checks/reproducibility/decide.ts
function checkRebuilds(facts) {
  const rebuilds = completed(facts.rebuild);
  const build3 = completed(facts.build);
  if (rebuilds === void 0 || build3?.kind !== "built") return [];
  const { fromSourceTree } = rebuilds;
  return [
    ...fromSourceTree.kind === "failed" ? [buildFailedFinding(facts, fromSourceTree.failure)] : sdistIncomplete(facts),
    ...notReproducible(facts)
  ];
}
function sdistIncomplete(facts) {
  const contents2 = completed(facts.contents);
  const build3 = completed(facts.build);
  const tree = wheelFromSourceTree(facts);
  if (contents2 === void 0 || build3?.kind !== "built" || tree === void 0) return [];
  const lost = filesLostBySdist(facts).filter(({ installed }) => !installed.endsWith("/py.typed"));
  const changed = [...changedFiles(contents2.wheel, tree, facts), ...changedMetadata(contents2.wheel, tree)];
  if (lost.length === 0 && changed.length === 0) return [];
  const inSdist = new Set(build3.sdist.files.map((file2) => fileOf(facts.project, file2)));
  const absent = lost.flatMap(({ source }) => source === void 0 || inSdist.has(source) ? [] : [source]);
  const file = lost.find(({ source }) => source !== void 0)?.source ?? changed[0];
  return [
    {
      rule: "sdist-incomplete",
      severity: changed.length === 0 && lost.every(isMinor) ? "warning" : "error",
      facts: {
        missing: lost.map(({ source, installed }) => source ?? installed),
        changed,
        absent: collapseDirectories(
          absent,
          contents2.sources.map((source) => source.path),
          inSdist
        ),
        cause: sdistExclusionReason(facts, contents2, absent[0]),
        ...packagingOf(facts)
      },
      ...file === void 0 || file.endsWith(")") ? {} : { where: { file } }
    }
  ];
}
function collapseDirectories(absent, tracked, inSdist) {
  const isAbsent = (directory) => absent.some((file) => file.startsWith(directory)) && !tracked.some((file) => file.startsWith(directory) && inSdist.has(file));
  const outermost = absent.map((file) => {
    const parts = file.split("/");
    for (let length = 1; length < parts.length; length++) {
      const directory = `${parts.slice(0, length).join("/")}/`;
      if (isAbsent(directory)) return directory;
    }
    return file;
  });
  return [...new Set(outermost)];
}
function isMinor({ installed }) {
  return isTestPath(installed) || /\.dist-info\//.test(installed);
}
var COMPILED = /\.(so|pyd|dylib|dll|a|o|obj|lib)$/;
function changedFiles(wheel, tree, facts) {
  const contents2 = completed(facts.contents);
  const digests = new Map(wheel.members.map((member) => [installedPath(member), member.sha256]));
  return tree.members.flatMap((member) => {
    const other = digests.get(installedPath(member));
    if (other === void 0 || other === member.sha256) return [];
    if (!isCompared(member) || COMPILED.test(member.name)) return [];
    const name = member.name.split("/").at(-1);
    const source = contents2?.sources.find(
      ({ path, sha256 }) => sha256 === member.sha256 && (path === name || path.endsWith(`/${name}`))
    );
    return source === void 0 ? [] : [source.path];
  });
}
function changedMetadata(wheel, tree) {
  const requirements = ({ metadata: metadata2 }) => metadata2.requirements.map((line) => withoutLocalPath(line).replaceAll(metadata2.version, "VERSION"));
  const entries = ({ entryPoints }) => entryPoints.map(({ name, value }) => `${name} = ${value}`);
  const declared = [
    ["METADATA (Requires-Dist", requirements],
    ["entry_points.txt (", entries]
  ];
  return declared.flatMap(([label, linesOf2]) => {
    const [fromSdist, fromSourceTree] = [linesOf2(wheel), linesOf2(tree)];
    const other = fromSourceTree.find((line) => !fromSdist.includes(line)) ?? fromSdist.find((line) => !fromSourceTree.includes(line));
    return other === void 0 ? [] : [`${label}${label.endsWith("(") ? "" : ": "}${other})`];
  });
}
function notReproducible(facts) {
  const build3 = completed(facts.build);
  const second = completed(facts.rebuild)?.second;
  if (build3?.kind !== "built" || second === void 0) return [];
  if (second.kind === "failed") {
    const how = `failed: ${second.failure.output.join(" / ")}`;
    return [{ rule: "not-reproducible", severity: "warning", facts: { member: null, how } }];
  }
  const difference2 = firstDifference2(build3.wheel, second.wheel);
  if (difference2 === void 0) return [];
  const hasLocalPath = build3.wheel.metadata.requirements.some(isLocalReference);
  if (hasLocalPath && difference2.member.endsWith(".dist-info/METADATA")) return [];
  const source = completed(facts.contents)?.sourceMap.sourceOf(difference2.member);
  return [
    {
      rule: "not-reproducible",
      severity: "warning",
      facts: difference2,
      ...source === void 0 ? {} : { where: { file: source } }
    }
  ];
}
function firstDifference2(first, second) {
  if (first.sha256 === second.sha256) return void 0;
  const others = new Map(second.members.map((member) => [member.name, member]));
  const compiled = first.members.some(
    ({ name, sha256 }) => COMPILED.test(name) && others.get(name)?.sha256 !== sha256
  );
  const differ = (by) => first.members.find((member) => {
    const other = others.get(member.name);
    return other !== void 0 && by(other) !== by(member);
  })?.name;
  const names = new Set(first.members.map(({ name }) => name));
  const unmatched = first.members.find(({ name }) => !others.has(name))?.name ?? second.members.find(({ name }) => !names.has(name))?.name;
  if (unmatched !== void 0) return { member: unmatched, how: "is in one of them alone" };
  const isRecord = (name) => /^[^/]+\.dist-info\/RECORD$/.test(name);
  const content = differ(({ name, sha256 }) => !COMPILED.test(name) && !isRecord(name) && sha256) ?? (compiled ? void 0 : differ(({ sha256 }) => sha256));
  if (content !== void 0) return { member: content, how: "has another content" };
  const mode = differ(({ mode: mode2 }) => mode2);
  if (mode !== void 0) return { member: mode, how: "has other permissions" };
  const moved = first.members.find(({ name }, i) => second.members[i]?.name !== name)?.name;
  if (moved !== void 0) return { member: moved, how: "stands elsewhere in the order of the files" };
  const time2 = differ(({ modified }) => modified);
  if (time2 !== void 0) return { member: time2, how: "has another time of its last change" };
  return void 0;
}

// src/checks/reproducibility/observe.ts
import { join as join39 } from "node:path";
var SHORT = 1;
var LONG = 10;
async function observeRebuilds({ project, checkout, copies, scratch, logs }, { backend }, first) {
  const build3 = completed(first);
  if (build3 === void 0) return new Skip("there is no wheel");
  if (build3.kind === "failed" && build3.failure.step !== "wheel from the sdist")
    return new Skip("there is no sdist");
  if (build3.kind === "built" && build3.seconds > MAX_SECONDS_TO_REPEAT)
    return new Skip(
      `the wheel took ${Math.round(build3.seconds)} s to build, and what takes more than ${MAX_SECONDS_TO_REPEAT} s is not built again`
    );
  return rebuild({
    backend,
    source: await copies.forBuild(project, "tree", join39(scratch, "tree")),
    // Without a commit there is no SOURCE_DATE_EPOCH that both builds could use.
    isRepeatable: build3.kind === "built" && checkout.committedAt !== void 0,
    schedule: build3.kind === "built" ? scheduleFor(build3.seconds) : "sequential",
    scratch,
    writeLog: (transcript) => logs.write("rebuild", transcript)
  });
}
function scheduleFor(seconds3) {
  return SHORT < seconds3 && seconds3 < LONG ? "parallel" : "sequential";
}

// src/checks/reproducibility/summarize.ts
function summarizeRebuilds(facts) {
  const [value, build3] = [completed(facts.rebuild), completed(facts.build)];
  if (value === void 0) return void 0;
  if (build3?.kind !== "built")
    return `the wheel from the tree ${value.fromSourceTree.kind === "built" ? "can" : "cannot"} be built`;
  const broken = checkRebuilds(facts).map(({ rule }) => rule);
  const tree = `the wheel from the tree has ${broken.includes("sdist-incomplete") ? "other" : "the same"} files`;
  const again = value.second === void 0 ? "two builds are not compared without a commit, whose time they would share" : broken.includes("not-reproducible") ? "a second build differs" : value.second.kind === "built" && value.second.wheel.sha256 === build3.wheel.sha256 ? "a second build gives it again" : "a second build gives it again but for what is compiled";
  return `${tree}; ${again}`;
}

// src/checks/reproducibility/check.ts
var reproducibility = defineCheck({
  name: "rebuild",
  scope: "package",
  needs: ["toolchain"],
  // If the wheel cannot be built from the sdist, the source tree shows what the sdist lacks.
  after: ["build"],
  priority: "low",
  observe: (context, { toolchain: toolchain2 }, { build: build3 }) => observeRebuilds(context, toolchain2, build3),
  decide: checkRebuilds,
  summarize: summarizeRebuilds,
  decidedOnce: true
});

// src/checks/diagnosis/entry-point-location.ts
function entryPointLocation({ group: group2, name }, { project }) {
  const declared = project.declaredEntryPoints.find((one) => one.group === group2 && one.name === name);
  return declared === void 0 ? void 0 : { file: declared.file, line: declared.line };
}

// src/checks/scripts/entry-points.ts
function checkEntryPoints(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  return [
    ...missingFromWheel(facts, contents2),
    ...contents2.wheel.entryPoints.flatMap((entryPoint) => checkDeclaration(entryPoint, facts, contents2)),
    ...caseCollisions(facts, contents2),
    ...(completed(facts.scripts)?.entryPoints ?? []).flatMap(
      (evidence) => checkImported(evidence, facts, contents2)
    )
  ];
}
function brokenEntryPoint({ group: group2, name, value }, problem, facts, severity = "error") {
  const where = entryPointLocation({ group: group2, name }, facts);
  return { rule: "entry-point-broken", severity, facts: { group: group2, script: name, value, problem }, where };
}
function missingFromWheel(facts, { wheel }) {
  const key = ({ group: group2, name }) => `${group2.toLowerCase()} ${name}`;
  const built = new Set(wheel.entryPoints.map(key));
  return facts.project.declaredEntryPoints.filter((declared) => !built.has(key(declared))).map(
    (declared) => brokenEntryPoint(declared, `is declared in ${declared.file} but is not in the wheel`, facts)
  );
}
function checkDeclaration(entryPoint, facts, contents2) {
  const problem = misspelling(entryPoint) ?? overwrittenCommand(entryPoint, contents2.wheel) ?? missingModule2(entryPoint, contents2);
  if (problem !== void 0) return [brokenEntryPoint(entryPoint, problem, facts)];
  const others = otherOwners(entryPoint, facts, contents2.wheel);
  if (others.length === 0) return [];
  const shared = `is a command of ${others.join(" and ")} too, so that the one that is installed last overwrites the other`;
  return [brokenEntryPoint(entryPoint, shared, facts, "warning")];
}
function overwrittenCommand({ group: group2, name }, { metadata: metadata2 }) {
  if (!SCRIPT_GROUPS.includes(group2)) return void 0;
  const owner = RESERVED_COMMANDS.find(([program]) => program.test(name))?.[1];
  if (owner === void 0 || normalizeName(metadata2.name) === owner) return void 0;
  return `overwrites the command of ${owner}`;
}
function otherOwners({ group: group2, name }, facts, { metadata: metadata2 }) {
  const installation = completed(facts.install);
  if (!SCRIPT_GROUPS.includes(group2) || installation?.kind !== "installed") return [];
  const owners = installation.programs?.[name] ?? installation.programs?.[`${name}.exe`] ?? [];
  return owners.filter((owner) => normalizeName(owner) !== normalizeName(metadata2.name));
}
function caseCollisions(facts, { wheel }) {
  const scripts2 = wheel.entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2));
  return scripts2.flatMap((script, i) => {
    const twin = scripts2.slice(0, i).find(({ name }) => name !== script.name && name.toLowerCase() === script.name.toLowerCase());
    if (twin === void 0) return [];
    const problem = `and ${twin.name} are one file on Windows and macOS, which do not tell upper from lower case`;
    return [brokenEntryPoint(script, problem, facts, "warning")];
  });
}
function missingModule2({ module }, contents2) {
  const { wheel, unshippedModules: unshippedModules2 } = contents2;
  if (module === "" || isUnshippedPackageModule(module, contents2)) return void 0;
  const source = unshippedModules2.get(module);
  if (source !== void 0)
    return `names the module ${module}, which is not in the wheel (its source is ${source})`;
  const own = wheel.topLevels.some(
    ({ name, kind }) => name === topLevelModule(module) && kind !== "namespace"
  );
  return !own || isShipped2(module, wheel) ? void 0 : `names the module ${module}, which is neither in the wheel nor in the checkout`;
}
function isShipped2(module, { files }) {
  return files.some(({ path }) => `${moduleOf(path)}.`.startsWith(`${module}.`));
}
function checkImported({ entryPoint, outcome, error }, facts, { wheel }) {
  const { module, attribute } = entryPoint;
  if (outcome !== "failed" || error?.type !== "AttributeError" || attribute === void 0) return [];
  if (error.frames.length > 1 || error.frames.some((frame) => frame.function !== "__getattr__")) return [];
  if (misspelling(entryPoint) !== void 0 || !isShipped2(module, wheel)) return [];
  if (SCRIPT_GROUPS.includes(entryPoint.group) && isShipped2(`${module}.${attribute.split(".")[0]}`, wheel))
    return [];
  return [brokenEntryPoint(entryPoint, `names ${attribute}, which ${module} does not have`, facts)];
}

// src/checks/scripts/decide.ts
function checkScripts(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const entries = checkEntryPoints(facts);
  const broken = new Set(
    entries.flatMap(
      ({ rule, severity, facts: entry }) => rule === "entry-point-broken" && severity === "error" && entry.group === "console_scripts" ? entry.script : []
    )
  );
  const scripts2 = (completed(facts.scripts)?.scripts ?? []).filter(
    ({ entryPoint }) => !broken.has(entryPoint.name)
  );
  return [...entries, ...scripts2.flatMap((script) => checkScript(script, facts, contents2))];
}
function checkScript(script, facts, contents2) {
  const { entryPoint, configured, installed } = script;
  if (configured.skip !== void 0) return [];
  if (isUnshippedPackageModule(entryPoint.module, contents2)) return [];
  const broken = (problem) => [brokenEntryPoint(entryPoint, problem, facts)];
  if (!installed) return broken("was not made into a command by the installer");
  return checkRuns(script, facts, contents2, entryPointLocation(entryPoint, facts), broken);
}
function checkRuns(script, facts, contents2, where, broken) {
  const { entryPoint, configured, runs } = script;
  const outcome = scriptOutcome(script);
  const last2 = runs.at(-1);
  if (last2 === void 0 || outcome === "works" || outcome === "usage") return [];
  const command = [entryPoint.name, ...runs[0]?.args ?? []].join(" ");
  if (last2.ending.kind === "timed-out") {
    const severity2 = configured.args === void 0 ? "warning" : "error";
    return [
      {
        rule: "script-timeout",
        severity: severity2,
        facts: { script: entryPoint.name, command, seconds: last2.ending.afterSeconds },
        where
      }
    ];
  }
  if (outcome === void 0) return [];
  if (last2.error !== void 0) {
    if (causeOf(last2.error, contents2).kind !== "other" || isReportedByImport(last2.error, facts)) return [];
    const attribute = missingAttribute(last2.error, entryPoint);
    if (attribute !== void 0) return broken(attribute);
  }
  const isConfigured = configured.args !== void 0 || configured.exit !== void 0;
  const severity = isConfigured || outcome === "killed" || outcome === "cannot-be-loaded" ? "error" : "warning";
  return [
    {
      rule: "script-failed",
      severity,
      facts: {
        script: entryPoint.name,
        command,
        answer: outcome,
        ending: describeEnding(last2.ending),
        words: errorLines2(last2, outcome === "cannot-be-loaded", isConfigured),
        inconclusive: severity !== "error",
        extras: last2.extras
      },
      where
    }
  ];
}
function errorLines2({ error, stderr, stdout }, cannotBeLoaded, isConfigured) {
  if (cannotBeLoaded && error !== void 0) return [`${error.type}: ${error.message.split("\n")[0]}`];
  return isConfigured ? lastLines(stderr, 2) : lastLines(stderr || stdout, 1);
}
function missingAttribute(error, { module, attribute }) {
  if (error.frames.length !== 1) return void 0;
  const root = attribute?.split(".")[0];
  const inImport = error.type === "ImportError" && error.message.includes(`cannot import name '${root}'`);
  const inCall = error.type === "AttributeError";
  return inImport || inCall ? `names ${attribute}, which ${module} does not have` : void 0;
}

// src/checks/diagnosis/main-package.ts
function mainPackage(wheel) {
  const tops = publicNames(wheel).filter(isPublicTopLevel);
  return tops.find((top) => isSameName(top, wheel.metadata.name)) ?? (tops.length === 1 ? tops[0] : void 0);
}
function mainScript(wheel) {
  const scripts2 = wheel.entryPoints.filter(({ group: group2 }) => group2 === "console_scripts");
  const names = [wheel.metadata.name, mainPackage(wheel)];
  const sameName = names.flatMap(
    (name) => name === void 0 ? [] : scripts2.filter((script) => isSameName(script.name, name))
  );
  return sameName[0] ?? (scripts2.length === 1 ? scripts2[0] : void 0);
}
function isSameName(name, other) {
  return normalizeName(name) === normalizeName(other);
}

// src/checks/scripts/run-scripts.ts
import { existsSync as existsSync10 } from "node:fs";
import { mkdtemp as mkdtemp4 } from "node:fs/promises";
import { join as join40 } from "node:path";
var TIMEOUT5 = 60;
var DEFAULT_ARGUMENTS = [["--help"], ["-h"], ["--version"]];
function runScripts(entryPoints, settings, request) {
  return inParallel(entryPoints, async (entryPoint) => {
    const configured = settings[entryPoint.name] ?? {};
    const executable = executableOf(entryPoint.name, request.environment);
    const installed = executable !== void 0;
    if (!installed || configured.skip !== void 0) return { entryPoint, configured, installed, runs: [] };
    return { entryPoint, configured, installed, runs: await runScript(executable, configured, request) };
  });
}
async function rerunWithExtras(evidence, extras2, request) {
  const executable = executableOf(evidence.entryPoint.name, request.environment);
  if (executable === void 0) return evidence;
  const runs = await runScript(executable, evidence.configured, request, extras2);
  return { ...evidence, runs: [...evidence.runs, ...runs] };
}
async function runForVersion(evidence, request) {
  const { entryPoint, configured, runs } = evidence;
  const executable = executableOf(entryPoint.name, request.environment);
  const last2 = runs.at(-1);
  if (executable === void 0 || last2 === void 0) return evidence;
  if (VERSION_OPTIONS.some((option2) => option2 === last2.args.join(" ")))
    return { ...evidence, versionRun: last2 };
  const option = configured.args === void 0 ? findVersionOption(`${last2.stdout}
${last2.stderr}`) : void 0;
  if (option === void 0) return evidence;
  const timeout = configured["time-limit"] ?? TIMEOUT5;
  return { ...evidence, versionRun: await runOnce(executable, [option], timeout, request, last2.extras) };
}
var VERSION_OPTIONS = ["--version", "-V"];
function findVersionOption(help) {
  if (/(?<![\w-])--version(?![\w-])/.test(help))
    return /(?<![\w-])--version(?:=| ?[<{]| [A-Z_]{2,}\b)/.test(help) ? void 0 : "--version";
  return /^(?=.*[Vv]ersion)(?:.*[\s,])?-V(?=[\s,]|$)/m.test(help) ? "-V" : void 0;
}
function executableOf(name, { scripts: scripts2 }) {
  return [name, `${name}.exe`].map((file) => join40(scripts2, file)).find((file) => existsSync10(file));
}
async function runScript(executable, configured, request, extras2 = []) {
  const argumentLists = configured.args === void 0 ? DEFAULT_ARGUMENTS : [configured.args];
  const runs = [];
  for (const args of argumentLists) {
    const scriptRun = await runOnce(executable, args, configured["time-limit"] ?? TIMEOUT5, request, extras2);
    runs.push(scriptRun);
    if (isConclusive(scriptRun)) break;
  }
  return runs;
}
function isConclusive({ ending, error }) {
  if (ending.kind !== "exited" || ending.code === 0) return true;
  return error !== void 0 && /^(ModuleNotFoundError|ImportError|SyntaxError|AttributeError)$/.test(error.type);
}
async function runOnce(executable, args, timeout, request, extras2) {
  const [cwd, home] = await Promise.all(["cwd-", "home-"].map((name) => mkdtemp4(join40(request.scratch, name))));
  const result = await run({
    program: executable,
    args,
    cwd,
    variables: {
      ...withEmptyHome(
        variablesForProject(request.caller, { firstOnPath: request.environment.scripts }),
        home
      ),
      COLUMNS: "80",
      NO_COLOR: "1",
      TERM: "dumb"
    },
    timeout
  });
  const error = parseTraceback(result.stderr);
  return {
    args,
    ending: result.ending,
    stdout: result.stdout,
    stderr: result.stderr,
    extras: extras2,
    ...error === void 0 ? {} : { error }
  };
}

// src/checks/scripts/observe.ts
async function observeScripts(runtime) {
  const { project, contents: contents2, environment, config, scratch, logs, installExtras: installExtras2 } = runtime;
  const caller = config.environment;
  const withoutExtras = await runScripts(consoleScripts(contents2), project.settings.scripts, {
    environment,
    scratch,
    caller
  });
  const main = mainScript(contents2.wheel);
  const scripts2 = [];
  for (const script of withoutExtras) {
    const extras2 = extrasForScript(script, contents2, {});
    const withExtras2 = extras2.length === 0 ? void 0 : await installExtras2(extras2);
    const request = {
      environment: withExtras2?.kind === "installed" ? withExtras2.environment : environment,
      scratch,
      caller
    };
    const evidence = withExtras2?.kind === "installed" ? await rerunWithExtras(script, extras2, request) : script;
    const isMainScript = script.entryPoint.name === main?.name;
    scripts2.push(isMainScript ? await runForVersion(evidence, request) : evidence);
  }
  await logs.write("scripts", scripts2.map(transcriptOf).join("\n"));
  return scripts2;
}
function consoleScripts({ wheel }) {
  return wheel.entryPoints.filter(({ group: group2 }) => group2 === "console_scripts");
}
function transcriptOf({ entryPoint, runs, versionRun }) {
  const all = versionRun === void 0 || runs.includes(versionRun) ? runs : [...runs, versionRun];
  return all.map(
    ({ args, ending, stdout, stderr }) => `$ ${entryPoint.name} ${args.join(" ")}  (${describeEnding(ending)})
${stdout}${stderr}`
  ).join("\n");
}

// src/checks/scripts/observe-entry-points.ts
async function observeEntryPoints(runtime) {
  const { contents: contents2, environment } = runtime;
  const entryPoints = contents2.wheel.entryPoints.filter(
    ({ group: group2, module }) => group2 !== "console_scripts" && module !== ""
  );
  const known = contents2.wheel.metadata.extras;
  const references = entryPoints.map(objectReference);
  const withoutExtras = await importModules([...new Set(references)], importRequest(runtime, environment));
  const attempts = new Map(withoutExtras.map((attempt) => [attempt.module, attempt]));
  const repeated = await retryWithExtras(
    entryPoints.flatMap((entryPoint) => {
      const attempt = attempts.get(objectReference(entryPoint));
      if (attempt === void 0 || !isFailed(attempt)) return [];
      const own = known.filter((extra2) => entryPoint.extras.includes(extra2));
      const others = attempt.error === void 0 ? [] : extrasForError(attempt.error, contents2);
      return [{ reference: attempt.module, extras: own.length > 0 ? own : others }];
    }),
    runtime
  );
  return entryPoints.flatMap((entryPoint) => {
    const reference = objectReference(entryPoint);
    const attempt = repeated.get(reference) ?? attempts.get(reference);
    return attempt === void 0 ? [] : [{ extras: [], ...attempt, entryPoint }];
  });
}
function objectReference({ module, attribute }) {
  return attribute === void 0 ? module : `${module}:${attribute}`;
}

// src/checks/diagnosis/script-files.ts
function scriptFiles(facts) {
  const installation = completed(facts.install);
  const wheel = completed(facts.contents)?.wheel;
  if (installation?.kind !== "installed" || wheel === void 0) return [];
  const entryPoints = new Set(
    wheel.entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2)).map(({ name: name2 }) => name2)
  );
  const name = normalizeName(wheel.metadata.name);
  return Object.entries(installation.programs ?? {}).filter(
    ([program, owners]) => owners.some((owner) => normalizeName(owner) === name) && !entryPoints.has(program)
  ).filter(([program]) => !entryPoints.has(program.replace(/(-script\.pyw?|\.exe)$/, ""))).map(([program]) => program);
}

// src/checks/scripts/summarize.ts
function summarizeScripts(facts) {
  const { scripts: all, entryPoints } = completed(facts.scripts) ?? { scripts: [], entryPoints: [] };
  const raw = scriptFiles(facts);
  const skipped2 = all.filter(({ configured }) => configured.skip !== void 0);
  const executed = all.filter((script) => !skipped2.includes(script));
  const withExtras2 = executed.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0);
  const usage = executed.filter((script) => scriptOutcome(script) === "usage");
  const imported = entryPoints.filter(({ outcome }) => outcome === "imported").length;
  const notes2 = [
    ...all.length === 0 && entryPoints.length > 0 ? [] : [`${count(executed.length, "script")} called`],
    ...withExtras2.map(
      ({ entryPoint, runs }) => `${entryPoint.name} with the extra ${list(runs.at(-1)?.extras ?? [])}`
    ),
    ...usage.map(({ entryPoint }) => `${entryPoint.name} printed its usage and failed`),
    ...skipped2.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
    ...raw.length === 0 ? [] : [`${listSome(raw, 3)} not run, as no entry point tells what they do`],
    ...imported === 0 ? [] : [`${count(imported, "other entry point")} loaded`],
    ...imported === entryPoints.length ? [] : [
      `${entryPoints.length - imported} left to ${entryPoints.length - imported === 1 ? "its host" : "their hosts"}`
    ]
  ];
  return notes2.join("; ");
}

// src/checks/scripts/check.ts
var scripts = defineCheck({
  name: "scripts",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "install"],
  priority: "low",
  observe: async (context, needed) => {
    if (needed.contents.wheel.entryPoints.length === 0) return new Skip("the wheel declares no entry point");
    const runtime = runtimeContext(context, needed);
    return { scripts: await observeScripts(runtime), entryPoints: await observeEntryPoints(runtime) };
  },
  decide: checkScripts,
  summarize: summarizeScripts,
  failureKind: "script"
});

// src/checks/tests/decide.ts
function checkTests(facts) {
  const run2 = completed(facts.tests);
  if (run2 === void 0) return [];
  const leaks = leakFindings(run2);
  return [
    ...leaks,
    ...noTestRan(run2) ?? [...failures(run2, facts), ...leaks.length > 0 ? [] : nothingLoaded(run2)]
  ];
}
var NO_TESTS_COLLECTED = 5;
function noTestRan({ evidence, hasTests, otherTests }) {
  const { totals, ending, failures: failures2, internalErrors } = evidence;
  const ran = totals.passed + totals.failed + totals.errors + totals.xfailed + totals.xpassed;
  const skipped2 = totals.skipped + totals.collection_skips;
  if (ran > 0 || failures2.length > 0 || internalErrors.length > 0 || ending.kind !== "exited")
    return void 0;
  if (ending.code !== NO_TESTS_COLLECTED && ending.code !== 0) return void 0;
  const reason = skipped2 > 0 ? `all ${totals.skipped > 0 ? count(skipped2, "test") : count(skipped2, "test module")} were skipped` : totals.deselected > 0 ? `all ${count(totals.deselected, "test")} were deselected` : hasTests || otherTests === void 0 ? "pytest collected none" : `pytest collected none, and ${otherTests} is not a name that it looks for`;
  const severity = hasTests || skipped2 + totals.deselected > 0 ? "error" : "warning";
  return [{ rule: "tests-missing", severity, facts: { reason } }];
}
function nothingLoaded({ evidence: { totals }, modules: { loaded, notLoaded } }) {
  if (totals.passed === 0 || totals.failed + totals.errors > 0) return [];
  if (loaded.length > 0 || notLoaded.length === 0) return [];
  const reason = `${count(totals.passed, "test")} passed, and none loaded a module of the package`;
  return [{ rule: "tests-missing", severity: "warning", facts: { reason } }];
}
function failures({ evidence }, facts) {
  const contents2 = completed(facts.contents);
  const undeclared = missingDependencies(facts).map(({ module }) => module);
  const findings = evidence.failures.flatMap(({ nodeid, when, file, line, message, error }) => {
    if (error !== void 0 && contents2 !== void 0) {
      if (isReportedElsewhere(causeOf(error, contents2), undeclared) || isReportedByImport(error, facts))
        return [];
    }
    return [
      {
        rule: "tests-failed",
        severity: "error",
        facts: { nodeid, when, message },
        where: file === void 0 ? void 0 : { file: fileOf(facts.project, file), line }
      }
    ];
  });
  return [...findings, ...runFailures(evidence)];
}
function runFailures({ ending, internalErrors, failures: failures2, stderr, transcript }) {
  const failed = (message, severity = "error") => [
    { rule: "tests-failed", severity, facts: { nodeid: "pytest", when: "run", message } }
  ];
  if (internalErrors.length > 0)
    return failed(`internal error: ${lastLines(internalErrors[0] ?? "", 1).join("")}`);
  if (ending.kind !== "exited") return failed(`it ${describeEnding(ending)}`);
  if (ending.code === 0 || failures2.length > 0) return [];
  const coverage = COVERAGE.exec(transcript)?.[0];
  if (coverage !== void 0) return failed(`it ${describeEnding(ending)}: ${coverage}`, "warning");
  return failed(`it ${describeEnding(ending)}: ${lastLines(stderr || transcript, 3).join(" / ")}`);
}
var COVERAGE = /Coverage failure: .*|Required test coverage of .* not reached.*/;
var MAX_LEAKS = 10;
function leakFindings({ evidence }) {
  return evidence.leaks.slice(0, MAX_LEAKS).map(({ kind, path, culprit: { way, entry, by } }) => ({
    rule: "tests-import-checkout",
    // Reading a file there is suspicious; running code from there proves nothing about the wheel.
    severity: kind === "open" ? "warning" : "error",
    facts: { path, kind, way, entry, by },
    ...by === null || isAbsolute5(by.file) || way === "pth" ? {} : { where: { file: by.file, ...by.line === null ? {} : { line: by.line } } }
  }));
}
function isAbsolute5(path) {
  return /^(\/|[A-Za-z]:[\\/])/.test(path);
}

// src/checks/tests/observe.ts
import { mkdir as mkdir13, realpath as realpath3, writeFile as writeFile10 } from "node:fs/promises";
import { isAbsolute as isAbsolute7, join as join44, relative as relative8, resolve as resolve9 } from "node:path";

// src/checks/tests/leaks.ts
import { basename as basename11, dirname as dirname15, isAbsolute as isAbsolute6, relative as relative7 } from "node:path";
function leaksOf(events, settings) {
  const seen = /* @__PURE__ */ new Map();
  for (const event of events) {
    const { kind, path } = event;
    if (kind === "sandbox" || kind === "child" || kind === "loaded") continue;
    const known = seen.get(path);
    const culprit = culpritOf(event, events, settings);
    const better = known === void 0 || known.kind === "open" && kind !== "open" || known.culprit.by === null && culprit.by !== null && kind !== "open";
    if (better) seen.set(path, { kind, path, culprit });
  }
  return [...seen.values()].sort((a, b) => Number(a.kind === "open") - Number(b.kind === "open"));
}
function culpritOf(event, events, { pythonpath, pth }) {
  const { kind, path, importer, entry } = event;
  const starter = events.find(
    (one) => one.kind === "child" && (one.path === path || one.path === entry || dirname15(one.path) === entry)
  );
  if (kind === "open" || entry === null)
    return importer === null && starter !== void 0 ? { way: "program", entry: null, by: starter.importer } : { way: "path", entry: null, by: importer };
  const { entries, inifile } = pythonpath;
  if (entries.includes(entry))
    return { way: "setting", entry, by: inifile === null ? null : { file: inifile, line: null } };
  const file = pth.find((one) => one.lines.some((text4) => text4.includes(entry)));
  if (file !== void 0) return { way: "pth", entry, by: { file: basename11(file.file), line: null } };
  const origin = event.origin ?? events.find((one) => one.entry === entry && one.origin?.kind === "code")?.origin;
  if (origin?.kind === "code") return { way: "code", entry, by: { file: origin.file, line: origin.line } };
  return { way: origin?.kind ?? "code", entry, by: starter?.importer ?? null };
}
function relativeLeaks(leaks, project, sandbox, sourceOf2) {
  return leaks.map((leak) => {
    const { by } = leak.culprit;
    const path = relative7(project, leak.path).replaceAll("\\", "/");
    if (by === null) return { ...leak, path };
    const inSandbox2 = relative7(sandbox, by.file);
    const outside = inSandbox2.startsWith("..") || isAbsolute6(inSandbox2);
    const file = outside ? sourceOf2(by.file) ?? by.file : inSandbox2.replaceAll("\\", "/");
    return { ...leak, path, culprit: { ...leak.culprit, by: { ...by, file } } };
  });
}

// src/checks/tests/loaded-modules.ts
import { sep as sep8 } from "node:path";
function loadedModules({ files: shipped }, files, sitePackages) {
  const ran = new Set(
    files.flatMap((file) => {
      const directory = sitePackages.find((path) => file.startsWith(path + sep8));
      return directory === void 0 ? [] : moduleOf(file.slice(directory.length + 1).replaceAll("\\", "/")) ?? [];
    })
  );
  const modules = new Set(shipped.flatMap(({ path }) => isTestPath(path) ? [] : moduleOf(path) ?? []));
  const sorted = [...modules].sort();
  return {
    loaded: sorted.filter((module) => ran.has(module)),
    notLoaded: sorted.filter((module) => !ran.has(module))
  };
}

// src/checks/tests/nested-packages.ts
import { existsSync as existsSync11 } from "node:fs";
import { readFile as readFile17 } from "node:fs/promises";
import { join as join41 } from "node:path";
function nestedPackages(project) {
  const inside = prefixOf(project);
  return project.workspaceMembers.flatMap(
    ({ path }) => path !== project.path && path.startsWith(inside) ? [path.slice(inside.length)] : []
  );
}
var CONFIGURATION_FILES = [
  "pyproject.toml",
  "pytest.ini",
  ".pytest.ini",
  "pytest.toml",
  ".pytest.toml",
  "tox.ini",
  "setup.cfg"
];
async function ignoreNestedPackages(project, cwd, args) {
  const nested = nestedPackages(project);
  const isPath = (arg) => existsSync11(join41(cwd, arg.split("::")[0] ?? ""));
  if (nested.length === 0 || args.some((arg) => !arg.startsWith("-") && isPath(arg))) return [];
  const texts3 = await Promise.all(
    CONFIGURATION_FILES.map((name) => readFile17(join41(cwd, name), "utf8").catch(() => ""))
  );
  if (texts3.some((text4) => /^\s*testpaths\s*=/m.test(text4))) return [];
  return nested.map((path) => `--ignore=${path}`);
}

// src/checks/tests/repeated-run.ts
function hasImproved({ ending, internalErrors, failures: failures2, totals }, before) {
  return ending.kind === "exited" && internalErrors.length === 0 && failures2.length < before.failures.length && totals.passed >= before.totals.passed;
}
function withUsageOf(evidence, { leaks, sandboxModules, loaded }) {
  const sorted = [...evidence.leaks, ...leaks].sort(
    (a, b) => Number(a.kind === "open") - Number(b.kind === "open")
  );
  return {
    ...evidence,
    leaks: uniqueByPath(sorted),
    sandboxModules: uniqueByPath([...evidence.sandboxModules, ...sandboxModules]),
    loaded: [.../* @__PURE__ */ new Set([...evidence.loaded, ...loaded])]
  };
}
function uniqueByPath(all) {
  return all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
}

// src/checks/tests/run-pytest.ts
import { copyFile as copyFile3, mkdir as mkdir11, readdir as readdir9, readFile as readFile18, realpath as realpath2, writeFile as writeFile9 } from "node:fs/promises";
import { join as join42 } from "node:path";
var AUDIT_HOOK = "as_installed_audit_hook";
var PLUGIN = "as_installed_pytest";
var EXCEPTIONS = "as_installed_exceptions";
async function runPytest(request) {
  const { environment, cwd, args, timeout, scratch, passEnv, caller } = request;
  const leaks = join42(scratch, "leaks");
  const events = join42(scratch, "events");
  const watched = join42(scratch, "watched");
  for (const directory of [leaks, events, watched]) await mkdir11(directory, { recursive: true });
  const canary = join42(watched, "canary");
  await writeFile9(canary, "");
  await installAuditHook(environment, {
    forbidden: [request.forbidden, watched],
    sandbox: request.sandbox,
    shipped: request.shipped,
    log: leaks
  });
  await installPlugin(environment, { events, canary, links: Object.fromEntries(request.links) });
  const result = await run({
    program: environment.python,
    // With -m the working directory is on sys.path, so that helper modules there can be imported.
    args: ["-m", "pytest", "-p", PLUGIN, ...args],
    cwd,
    variables: {
      ...variablesForProject(caller, { firstOnPath: environment.scripts, passEnv }),
      // The caller's PWD is the original checkout.
      PWD: cwd
    },
    timeout
  });
  const { started, pythonpath, ...results } = readEvents(await readJsonLines(events));
  const audited = await readJsonLines(leaks);
  const recorded = audited.filter(({ path }) => path !== canary);
  if (started && recorded.length === audited.length) {
    throw new Inconclusive(
      "The audit hook did not start in the test environment, so imports from the checkout would not be noticed."
    );
  }
  return {
    ending: result.ending,
    ...withStartError(results, started, result.stderr),
    leaks: leaksOf(recorded, { pythonpath, pth: request.pth }),
    sandboxModules: recorded.flatMap(
      ({ kind, path, importer }) => kind === "sandbox" && importer !== null ? [{ path, importer }] : []
    ),
    loaded: [...new Set(recorded.filter(({ kind }) => kind === "loaded").map(({ path }) => path))],
    transcript: result.transcript,
    stderr: result.stderr,
    seconds: result.seconds
  };
}
async function installAuditHook(environment, settings) {
  const target = environment.purelib;
  const real = await Promise.all(settings.forbidden.map((directory) => realpath2(directory)));
  const forbidden = [.../* @__PURE__ */ new Set([...settings.forbidden, ...real])];
  await copyFile3(probeFile(AUDIT_HOOK), join42(target, `${AUDIT_HOOK}.py`));
  await writeFile9(join42(target, `${AUDIT_HOOK}.json`), JSON.stringify({ ...settings, forbidden }));
  await writeFile9(join42(target, `${AUDIT_HOOK}.pth`), `import ${AUDIT_HOOK}
`);
  await writeFile9(join42(target, `${AUDIT_HOOK}.start`), `${AUDIT_HOOK}:start
`);
}
async function installPlugin(environment, settings) {
  const target = environment.purelib;
  for (const file of [PLUGIN, EXCEPTIONS])
    await copyFile3(probeFile(file), join42(target, `${file}.py`));
  await writeFile9(join42(target, `${PLUGIN}.json`), JSON.stringify(settings));
}
async function readJsonLines(directory) {
  const files = (await readdir9(directory)).filter((name) => name.endsWith(".jsonl")).sort();
  const lines = [];
  for (const name of files) {
    for (const line of (await readFile18(join42(directory, name), "utf8")).split("\n")) {
      try {
        lines.push(JSON.parse(line));
      } catch {
      }
    }
  }
  return lines;
}
var NONE = {
  passed: 0,
  failed: 0,
  skipped: 0,
  errors: 0,
  xfailed: 0,
  xpassed: 0,
  deselected: 0,
  collection_skips: 0
};
function readEvents(events) {
  const errors = new Map(
    events.filter(({ event }) => event === "exception").map(({ nodeid, error }) => [nodeid, readPythonError(error)])
  );
  const failures2 = events.flatMap((line) => {
    if (line.event !== "failure" && line.event !== "collection-error") return [];
    const crash = line.crash;
    const nodeid = String(line.nodeid);
    const error = withoutWrapper(errors.get(line.nodeid));
    const file = line.file ?? fileOf2(nodeid);
    const inFile = error?.frames.findLast(
      (frame) => file !== void 0 && frame.file.replaceAll("\\", "/").endsWith(`/${file}`)
    );
    const text4 = error === void 0 ? String(line.text) : `${error.type}: ${error.message}`;
    return [
      {
        nodeid,
        when: line.event === "failure" ? line.when : "collect",
        file,
        line: line.line ?? inFile?.line,
        message: firstLine(crash?.message ?? text4),
        error
      }
    ];
  });
  const counts = events.filter(({ event, worker }) => worker === null && (event === "totals" || event === "progress")).at(-1);
  const start = events.find(({ event }) => event === "start");
  return {
    started: start !== void 0,
    pythonpath: {
      entries: start?.pythonpath ?? [],
      inifile: start?.inifile ?? null
    },
    totals: { ...NONE, ...counts },
    failures: failures2,
    internalErrors: events.filter(({ event }) => event === "internal-error").map(({ text: text4 }) => String(text4))
  };
}
function withStartError(results, started, stderr) {
  const [, conftest, text4 = ""] = /ImportError while loading conftest '([^']+)'\.\n([\s\S]*)/.exec(stderr) ?? [];
  const fail = (nodeid, error2) => {
    const message = error2 === void 0 ? lastLines(text4, 1).join("") : `${error2.type}: ${firstLine(error2.message)}`;
    const failure = { nodeid, when: "collect", file: void 0, line: void 0, message, error: error2 };
    return { ...results, failures: [...results.failures, failure] };
  };
  if (conftest !== void 0) return fail(conftest, parsePytestError(text4));
  const error = started ? void 0 : parseTraceback(stderr);
  return error === void 0 ? results : fail("pytest", error);
}
function withoutWrapper(error) {
  return error?.type === "CollectError" && error.cause !== null ? error.cause : error;
}
function fileOf2(nodeid) {
  return nodeid.split("::")[0] || void 0;
}
function firstLine(text4) {
  return text4.trim().split("\n")[0]?.slice(0, 500) ?? "";
}

// src/checks/tests/sandbox.ts
import { cp as cp2, mkdir as mkdir12, readdir as readdir10, rm as rm5, stat as stat7, symlink as symlink2 } from "node:fs/promises";
import { dirname as dirname16, join as join43 } from "node:path";
async function replaceSources({
  sandbox,
  projectPath,
  wheel,
  sourceMap,
  environment
}) {
  const roots = [...sourceMap.roots.values()];
  for (const directory of /* @__PURE__ */ new Set([".", projectPath, ...roots.map((root) => dirname16(root))])) {
    await removeMetadata(join43(sandbox, directory));
    if (directory !== projectPath && directory !== ".") await removeImportable(join43(sandbox, directory));
  }
  for (const root of roots) await rm5(join43(sandbox, root), { recursive: true, force: true });
  const links = /* @__PURE__ */ new Map();
  for (const portion of portionsOf(wheel)) {
    const [name = ""] = portion.split("/");
    const top = sourceMap.roots.has(name) ? name : moduleOf(portion);
    const root = top === void 0 ? void 0 : sourceMap.roots.get(top);
    const installed = await installedAt(portion, environment);
    if (root === void 0 || top === void 0 || installed === void 0) continue;
    const source = join43(sandbox, top === name ? root + portion.slice(name.length) : root);
    await mkdir12(dirname16(source), { recursive: true });
    await link(installed, source);
    links.set(source, installed);
  }
  return links;
}
async function removeMetadata(directory) {
  const names = await readdir10(directory).catch(() => []);
  for (const name of names.filter((one) => /\.(egg|dist)-info$/.test(one)))
    await rm5(join43(directory, name), { recursive: true, force: true });
}
async function removeImportable(directory) {
  const entries = await readdir10(directory, { withFileTypes: true }).catch(() => []);
  const holdsTests = entries.some((entry) => entry.isFile() && isTestPath(entry.name));
  for (const entry of entries) {
    const name = entry.name;
    const importable = entry.isDirectory() ? /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) : name.endsWith(".py") && !holdsTests;
    if (importable && !isTestPath(entry.isDirectory() ? `${name}/` : name))
      await rm5(join43(directory, name), { recursive: true, force: true });
  }
}
async function installedAt(path, { purelib, platlib }) {
  for (const directory of [purelib, platlib])
    if (await stat7(join43(directory, path)).catch(() => void 0)) return join43(directory, path);
  return void 0;
}
async function link(target, path) {
  const isDirectory = (await stat7(target)).isDirectory();
  if (process.platform === "win32" && !isDirectory) await cp2(target, path);
  else await symlink2(target, path, isDirectory ? "junction" : "file");
}
async function overlayTests(unshipped, checkout, environment) {
  const tests2 = [...unshipped].filter(([installed]) => isTestPath(installed));
  for (const [installed, source] of tests2) {
    const target = join43(environment.purelib, installed);
    await mkdir12(dirname16(target), { recursive: true });
    await cp2(join43(checkout, source), target);
  }
  return tests2.map(([installed]) => installed);
}

// src/checks/tests/observe.ts
var TIMEOUT6 = 1800;
function copyToSandbox({
  copies,
  project,
  scratch
}) {
  return copies.forTests(project, join44(scratch, "sandbox"));
}
async function runTestsInSandbox(request) {
  const { project, checkout, contents: contents2, environment, config, scratch, logs } = request;
  const configured = config.testRequirements ?? project.settings.tests.requirements;
  const [requirements, sandbox] = await Promise.all([
    findTestDependencies(project, contents2.wheel.metadata, configured),
    request.sandbox ?? copyToSandbox(request)
  ]);
  const cwd = join44(sandbox, project.path);
  const installed = await installForTests(request, requirements, { sandbox, cwd });
  const overlaid = await overlayTests(contents2.unshipped, checkout.root, environment);
  const links = await replaceSources({
    sandbox,
    projectPath: project.path,
    wheel: contents2.wheel,
    sourceMap: contents2.sourceMap,
    environment
  });
  const shipped = await Promise.all(portionsOf(contents2.wheel).map((path) => installedAt(path, environment)));
  const configuredArgs = [...project.settings.tests.args, ...config.pytestArgs];
  const args = [...await ignoreNestedPackages(project, cwd, configuredArgs), ...configuredArgs];
  const runIn = (directory, { pth }) => runPytest({
    environment,
    cwd,
    args,
    timeout: config.testTimeLimit ?? project.settings.tests["time-limit"] ?? TIMEOUT6,
    sandbox,
    forbidden: checkout.root,
    shipped: shipped.filter((path) => path !== void 0),
    links,
    pth,
    scratch: directory,
    passEnv: [...config.passEnv, ...project.settings["pass-env"]],
    caller: config.environment
  });
  const first = await runIn(scratch, installed.inventory);
  await logs.write("pytest", first.transcript);
  const repeated = await repeatWithExtras(first, request, requirements, { sandbox, cwd }, runIn);
  const { evidence, extras: extras2, inventory } = repeated ?? {
    evidence: first,
    extras: [],
    inventory: installed.inventory
  };
  throwIfInconclusive(evidence);
  const sitePackages = await Promise.all(
    [environment.purelib, environment.platlib].map((directory) => realpath3(directory))
  );
  return {
    requirements: withExtras(requirements, extras2),
    evidence: {
      ...evidence,
      leaks: relativeLeaks(evidence.leaks, project.directory, sandbox, (file) => sourceOf(file, contents2))
    },
    providers: inventory.providers,
    overlaid,
    unshippedImports: unshippedImports(evidence, contents2, sandbox),
    replaced: installed.replaced,
    modules: loadedModules(contents2.wheel, evidence.loaded, sitePackages),
    ...testFilesOf(project, checkout)
  };
}
async function repeatWithExtras(first, request, requirements, directories, runIn) {
  const { contents: contents2, checkout, environment, scratch, logs } = request;
  const extrasOfFailures = first.failures.map(
    ({ error }) => error === void 0 ? [] : extrasForError(error, contents2)
  );
  const extras2 = [...new Set(extrasOfFailures.flat())].filter((extra2) => !requirements.extras.includes(extra2));
  if (extras2.length === 0) return void 0;
  try {
    const { inventory } = await installForTests(
      { ...request, logs: { write: (name, text4) => logs.write(`${name}-with-extras`, text4) } },
      withExtras(requirements, extras2),
      directories
    );
    await overlayTests(contents2.unshipped, checkout.root, environment);
    const directory = join44(scratch, "with extras");
    await mkdir13(directory);
    const evidence = await runIn(directory, inventory);
    await logs.write("pytest-with-extras", evidence.transcript);
    return hasImproved(evidence, first) ? { evidence: withUsageOf(evidence, first), extras: extras2, inventory } : void 0;
  } catch (error) {
    const isFirstConclusive = error instanceof NotInstallable || extrasOfFailures.some((ofFailure) => ofFailure.length === 0);
    if (error instanceof Inconclusive && isFirstConclusive) return void 0;
    throw error;
  }
}
function withExtras(requirements, extras2) {
  if (extras2.length === 0) return requirements;
  const source = `${requirements.source}, and the ${extras2.length === 1 ? "extra" : "extras"} ${list(extras2)}`;
  return { ...requirements, extras: [...requirements.extras, ...extras2], source };
}
function throwIfInconclusive({ ending, failures: failures2, internalErrors, stderr }) {
  for (const { nodeid, error } of failures2)
    for (const { message } of error === void 0 ? [] : exceptionChain(error))
      throwIfDiskIsFull(nodeid, message);
  throwIfDiskIsFull("pytest", internalErrors.join("\n"));
  if (failures2.length === 0) throwIfMachineFailed("pytest", ending, ending.kind === "exited" ? "" : stderr);
}
var PYTEST_FILE = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|\.?pytest\.(ini|toml))$/;
function testFilesOf(project, { files }) {
  const { pyproject, setupCfg } = project;
  const inside = prefixOf(project);
  const nested = nestedPackages(project);
  const own = files.filter((file) => file.startsWith(inside)).map((file) => file.slice(inside.length)).filter((file) => !nested.some((path) => file.startsWith(`${path}/`)));
  const configured = table(pyproject.tool).pytest !== void 0 || setupCfg.has("tool:pytest");
  return {
    hasTests: configured || own.some((file) => PYTEST_FILE.test(file)),
    otherTests: own.find((file) => isTestPath(file) && file.endsWith(".py") && !file.endsWith("__init__.py"))
  };
}
function sourceOf(file, { wheel, sourceMap }) {
  const path = shippedPath(file, wheel);
  return path === void 0 ? void 0 : sourceMap.sourceOf(path);
}
function unshippedImports({ sandboxModules }, { wheel, sourceMap }, sandbox) {
  return sandboxModules.flatMap(({ path, importer }) => {
    const by = shippedPath(importer.file, wheel);
    if (by === void 0 || isTestPath(by)) return [];
    const source = relative8(sandbox, path).replaceAll("\\", "/");
    return [{ source, by: sourceMap.sourceOf(by) ?? by, line: importer.line }];
  });
}
var NotInstallable = class extends Inconclusive {
};
async function installForTests(request, { lines, extras: extras2, source }, { sandbox, cwd }) {
  const { checkout, contents: contents2, environment, installer, config, scratch, logs, pins = [] } = request;
  const { wheel } = contents2;
  const caller = config.environment;
  const file = join44(scratch, "test-requirements.txt");
  await writeFile10(
    file,
    withPytest(lines).map((line) => `${inSandbox(line, { checkout: checkout.root, sandbox, cwd })}
`).join("")
  );
  const [localPathProblem] = describeLocalReferences(wheel.metadata.requirements);
  if (localPathProblem !== void 0) throw new NotInstallable(localPathProblem);
  const declared = [...wheel.metadata.requirements, ...lines];
  const siblings = await request.findSiblings(declared);
  const installation = await install({
    installer,
    environment,
    requirements: [directReference2(wheel, extras2), "-r", file, ...pins],
    siblings: pinsOf(siblings, declared, extras2),
    cwd: scratch,
    caller,
    ownFiles: true,
    writeLog: (transcript) => logs.write("install-tests", transcript)
  });
  if (installation.kind === "refused") {
    throw new NotInstallable(
      `What the tests need (from ${source}) cannot be installed: ${installation.output.join(" / ")}. Mend it, or name other requirements by test-requirements.`
    );
  }
  const expected = { wheel, checkout: checkout.root };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeout: 120, scratch };
  const inventory = await readInventory(environment, wheel.metadata.name, probe);
  const confused = siblingProblems(inventory, siblings);
  if (confused.length > 0)
    throw new NotInstallable(`In the environment of the tests ${confused.join(", ")}, not what was built.`);
  if (identityProblems(inventory, expected).length === 0) return { inventory, replaced: false };
  const reinstallation = await install({
    installer,
    environment,
    requirements: [wheel.file],
    options: [installer.kind === "uv" ? "--reinstall" : "--force-reinstall", "--no-deps"],
    cwd: scratch,
    caller,
    ownFiles: true
  });
  const restored = await readInventory(environment, wheel.metadata.name, probe);
  const problems = identityProblems(restored, expected);
  if (reinstallation.kind === "refused" || problems.length > 0) {
    throw new NotInstallable(
      `In the environment of the tests ${problems.join(", ")}, not the wheel that was built. Remove the package itself from its test requirements (${source}).`
    );
  }
  return { inventory: restored, replaced: true };
}
function inSandbox(line, { checkout, sandbox, cwd }) {
  const local = localRequirement(line);
  if (local === void 0) return line;
  const { option, path, rest } = local;
  const inCheckout = relative8(checkout, resolve9(cwd, path));
  const isOutside = inCheckout.startsWith("..") || isAbsolute7(inCheckout);
  return `${option}${isOutside ? resolve9(cwd, path) : join44(sandbox, inCheckout)}${rest.replace(/^#[^\s;]*/, "")}`;
}

// src/checks/tests/summarize.ts
function summarizeTests({ tests: tests2 }) {
  const value = completed(tests2);
  if (value === void 0) return void 0;
  const notes2 = [
    `requirements from ${value.requirements.source}`,
    ...value.overlaid.length > 0 ? [`${count(value.overlaid.length, "file")} of tests that the wheel leaves out were put beside it`] : [],
    ...value.replaced ? ["a test requirement had replaced the wheel, which was put back"] : []
  ];
  return `${describeTotals(value.evidence.totals)}; ${[...describeLoaded(value.modules), ...notes2].join("; ")}`;
}
function describeLoaded({ loaded, notLoaded }) {
  const all = loaded.length + notLoaded.length;
  return all === 0 ? [] : [
    `the tests loaded ${loaded.length} of the ${count(all, "module")} that ${all === 1 ? "ships" : "ship"}`
  ];
}

// src/checks/tests/check.ts
var tests = defineCheck({
  name: "tests",
  scope: "python",
  needs: ["toolchain", "contents", "environments", "test sandbox"],
  observe: (context, needed) => runTestsInSandbox({
    ...runtimeContext(context, needed),
    environment: needed.environments.tests,
    sandbox: needed["test sandbox"]
  }),
  decide: checkTests,
  summarize: summarizeTests,
  failureKind: "test",
  reportedResult
});
function reportedResult({ install: install3, tests: tests2 }) {
  const isRefused = completed(install3)?.kind === "refused";
  return isRefused && tests2.kind === "inconclusive" ? skipped("the wheel cannot be installed") : tests2;
}

// src/checks/version/bump.ts
var import_semver = __toESM(require_semver(), 1);
function stepBetween(from, to) {
  const [before, after] = [explain(from.trim()), explain(to.trim())];
  if (before === null || after === null) return void 0;
  const order = compare(to.trim(), from.trim());
  if (order <= 0) return order === 0 ? "none" : "downgrade";
  if (compare(before.public, after.public) === 0) return "local";
  if (before.epoch !== after.epoch) return "major";
  const length = Math.max(before.release.length, after.release.length);
  const changed = Array.from({ length }, (_, index) => index).find(
    (index) => (before.release[index] ?? 0) !== (after.release[index] ?? 0)
  );
  if (changed !== void 0) return ["major", "minor"][changed] ?? "patch";
  if (before.is_postrelease || !before.is_prerelease) return "post-release";
  return after.is_prerelease && !after.is_postrelease ? "pre-release" : "final";
}
function requiredBump({ breaking, added }, previous, policy2 = {}) {
  const sizes = ["patch"];
  if (breaking > 0) sizes.push(policy2.breaking ?? defaultBumps(previous).breaking);
  if (added > 0) sizes.push(policy2.added ?? defaultBumps(previous).added);
  if (breaking + added > 0 && sizes.slice(1).every((size) => size === "none")) return "none";
  return BUMP_SIZES[Math.max(...sizes.map((size) => BUMP_SIZES.indexOf(size)))] ?? "patch";
}
function defaultBumps(previous) {
  const parts = explain(previous.trim());
  const [major2 = 0, minor2 = 0] = parts?.release ?? [];
  if (major2 > 0 || (parts?.epoch ?? 0) > 0) return { breaking: "major", added: "minor" };
  return { breaking: minor2 > 0 ? "minor" : "patch", added: "patch" };
}
var RECENT_RELEASES = 10;
function isCalVer(releases) {
  const all = releases.map((version2) => ({ version: version2, numbers: explain(version2.trim()) })).flatMap(
    ({ version: version2, numbers }) => numbers === null || numbers.is_prerelease ? [] : [{ version: version2, numbers: numbers.release }]
  ).sort((a, b) => compare(b.version, a.version));
  if (all.some(({ numbers }) => numbers.some((number2) => !Number.isSafeInteger(number2)))) return true;
  const last2 = all.slice(0, RECENT_RELEASES).map(({ numbers: [first = 0, second = 0] }) => ({ first, second }));
  const [latest] = last2;
  if (latest === void 0) return false;
  if (isYear(latest.first) || isDay2(latest.first)) return true;
  const years = [...new Set(last2.map(({ first }) => first))];
  return years.length > 1 && last2.every(({ first, second }) => first >= 10 && first < 100 && second >= 1 && second <= 12) && years.every((year, index) => index === 0 || (years[index - 1] ?? 0) - year <= 2);
}
function isYear(number2) {
  return number2 >= 2e3 && number2 < 2100;
}
function isDay2(number2) {
  const [month, day] = [Math.floor(number2 / 100) % 100, number2 % 100];
  return isYear(Math.floor(number2 / 1e4)) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
function decideBumpSize(comparison) {
  const { version: version2, previous, releases, api, policy: policy2 = {} } = comparison;
  if (policy2.severity === "off" || api.kind === "not-checked") return [];
  const step = stepBetween(previous, version2);
  if (step === void 0 || !isSizeCheckable(previous, version2, releases)) return [];
  const { breaking, added } = api;
  const ofBreaking = requiredBump({ breaking: breaking.length, added: 0 }, previous, policy2);
  const needed = requiredBump({ breaking: breaking.length, added: added.length }, previous, policy2);
  const facts = {
    version: version2,
    previous,
    step,
    added: added.map((change) => withCheckoutPath(change, comparison)),
    unread: api.unread.map(({ name }) => name),
    waiver: null
  };
  const finding = (severity2, size, changes) => {
    const listed = changes.map((change) => withCheckoutPath(change, comparison)).sort((a, b) => Number(a.deprecated) - Number(b.deprecated));
    const located = [...listed, ...facts.added].find(({ file }) => file !== null);
    const where = located?.file == null ? {} : { where: { file: located.file, line: located.line ?? void 0 } };
    return [
      {
        rule: "bump-too-small",
        severity: severity2,
        facts: { ...facts, needed: size, least: lowestVersion(previous, size), breaking: listed },
        ...where
      }
    ];
  };
  const severity = policy2.severity ?? "warning";
  if (breaking.length > 0 && isBelow(step, ofBreaking)) return finding(severity, needed, breaking);
  if (added.length > 0 && isBelow(step, needed))
    return finding(policy2.added === void 0 ? "note" : severity, needed, []);
  return [];
}
function nextVersion(comparison) {
  const { previous, releases, api, policy: policy2 = {} } = comparison;
  if (policy2.severity === "off" || api.kind === "not-checked" || isCalVer([...releases, previous]))
    return void 0;
  const needed = requiredBump({ breaking: api.breaking.length, added: api.added.length }, previous, policy2);
  return {
    least: lowestVersion(previous, needed),
    breaking: api.breaking.map((change) => withCheckoutPath(change, comparison)),
    added: api.added.map((change) => withCheckoutPath(change, comparison))
  };
}
function effectiveVersion(version2, tagsOnCommit) {
  const isTagged = tagsOnCommit.some((tag) => stepBetween(tag.version, version2) === "none");
  return isTagged ? version2 : tagsOnCommit[0]?.version ?? version2;
}
function isSizeCheckable(previous, version2, releases) {
  const step = stepBetween(previous, version2);
  const isRelease = step !== void 0 && RELEASE_STEPS.has(step) && explain(version2.trim())?.is_devrelease === false;
  return isRelease && !isCalVer([...releases, previous]);
}
var RELEASE_STEPS = /* @__PURE__ */ new Set(["major", "minor", "patch", "post-release"]);
function isBelow(step, needed) {
  return needed !== "none" && BUMP_SIZES.indexOf(step) < BUMP_SIZES.indexOf(needed);
}
function lowestVersion(previous, size) {
  const { epoch = 0, release = [] } = explain(previous.trim()) ?? {};
  const [major2 = 0, minor2 = 0, patch2 = 0] = release;
  const next = new import_semver.SemVer(`${major2}.${minor2}.${patch2}`).inc(size === "none" ? "patch" : size);
  const minimumLength = { major: 1, minor: 2, patch: 3, none: 3 }[size];
  const numbers = [next.major, next.minor, next.patch].slice(0, Math.max(release.length, minimumLength));
  return `${epoch > 0 ? `${epoch}!` : ""}${numbers.join(".")}`;
}
function withCheckoutPath(change, { sourceOf: sourceOf2 }) {
  const file = change.file === null ? null : sourceOf2(change.file) ?? null;
  const hasLine = file !== null && !("side" in change && change.side === "old");
  return { ...change, file, line: hasLine ? change.line : null };
}

// src/checks/version/declared-version.ts
function declaredVersion(project) {
  const { backend } = project.buildSystem;
  const inPyproject3 = (path, isFinal) => {
    const version3 = valueAt(project, path);
    if (typeof version3 !== "string") return void 0;
    return { version: version3, file: pyprojectOf(project), line: project.lineOf(path), isFinal };
  };
  const isSetuptools = /^setuptools\b/.test(backend);
  const standard = inPyproject3(["project", "version"], !(isSetuptools && hasBuildTag(project)));
  if (standard !== void 0) return standard;
  if (backend.startsWith("poetry")) {
    const replaced = valueAt(project, ["tool", "poetry-dynamic-versioning"]) !== void 0;
    return inPyproject3(["tool", "poetry", "version"], !replaced);
  }
  const version2 = project.setupCfg.get("metadata")?.get("version");
  if (!isSetuptools || version2 === void 0 || /^(?:attr|file):/.test(version2)) return void 0;
  return { version: version2, file: fileOf(project, "setup.cfg"), line: void 0, isFinal: !hasBuildTag(project) };
}
function hasBuildTag({ setupCfg }) {
  const settings = setupCfg.get("egg_info");
  const isOn = (value = "") => !/^(?:0|no|false|off)?$/i.test(value);
  return isOn(settings?.get("tag_build")) || isOn(settings?.get("tag_date"));
}

// src/checks/version/printed-version.ts
import { stripVTControlCharacters as stripVTControlCharacters2 } from "node:util";

// src/checks/version/version-comparison.ts
var SAME = { agrees: true };
var INCOMPARABLE = { agrees: null };
var different = (severity) => ({ agrees: false, severity });
var UNKNOWN = /\bunknown\b/i;
function compareReported(reported, version2) {
  const actual = explain(version2);
  if (reported === version2) return SAME;
  if (actual === null) return INCOMPARABLE;
  const parts = explain(reported.trim().split(/\s/)[0] ?? "");
  const isReleased2 = actual.dev === null && !isZero(actual.release);
  if (parts === null) {
    if (sameRelease(/^v?(\d+(?:\.\d+)*)/.exec(reported.trim())?.[1], actual.base_version)) return SAME;
    return different(isReleased2 && UNKNOWN.test(reported) ? "error" : "warning");
  }
  const release = (text4) => actual.dev === null ? text4 : text4.replace(/\.dev\d+$/, "");
  if (compare(release(parts.public), release(actual.public)) === 0) return SAME;
  return different(isReleased2 && !isTruncated(parts.release, actual.release) ? "error" : "warning");
}
function compareDeclared(declared, version2) {
  const parts = explain(declared);
  if (parts === null) return INCOMPARABLE;
  const { agrees } = compareReported(declared, version2);
  if (agrees !== false) return { agrees };
  return isZero(parts.release) ? INCOMPARABLE : different("warning");
}
function compareBuilt(built, version2) {
  if (built === version2) return SAME;
  const [parts, actual] = [explain(built), explain(version2)];
  if (parts === null || actual === null) return INCOMPARABLE;
  return compare(parts.public, actual.public) === 0 ? SAME : different("error");
}
function isZero(release) {
  return release.every((number2) => number2 === 0);
}
function sameRelease(reported, version2) {
  return reported !== void 0 && compare(reported, version2) === 0;
}
function isTruncated(reported, version2) {
  return reported.length > 2 && reported.length < version2.length && reported.every((number2, index) => number2 === version2[index]);
}

// src/checks/version/printed-version.ts
var UNKNOWN2 = { version: null, ...INCOMPARABLE };
function printedVersion(output, version2, names) {
  const lines = stripVTControlCharacters2(output).split(/\r\n|\r|\n/).map((line) => line.trim()).filter(Boolean);
  const same = lines.flatMap(versionsIn2).find((one) => compareReported(one, version2).agrees);
  if (same !== void 0) return { version: same, agrees: true };
  const own = new Set(names.map((name) => normalizeName(name)));
  const named = lines.flatMap(
    (line) => ownVersion(line, (name) => own.has(normalizedProgramName(name))) ?? []
  );
  const onlyLine = lines.length === 1 ? ownVersion(lines[0], (name) => name === "") : void 0;
  const [printed, ...others] = named.length > 0 ? named : [onlyLine];
  if (printed === void 0 || others.some((other) => other !== printed)) return UNKNOWN2;
  if (explain(printed) === null || isDate(printed) && !isDate(version2)) return UNKNOWN2;
  return { version: printed, ...compareReported(printed, version2) };
}
function versionsIn2(line) {
  const words2 = line.split(/[\s,;:()[\]{}<>"'`=/\\@|]+/);
  return [...words2, ...words2.map((word) => word.replace(/^[A-Za-z][\w.]*?-(?=v?\d)/, ""))].map((word) => word.replace(/^v(?=\d)/i, "").replace(/\.+$/, "")).filter((word) => /^\d/.test(word));
}
var VERSION = /\d+(?:\.\d|[!+]\w)[\w.!+-]*/;
var LINE = new RegExp(
  `^(?:(?<name>.*?[^\\s,:/=@-])[\\s,:/=@-]+)??(?:version[:\\s]+)?v?(?<version>${VERSION.source})(?<rest>(?![\\w./\\\\!+-]).*)$`,
  "i"
);
function ownVersion(line, isName) {
  const { name = "", version: version2, rest = "" } = LINE.exec(line)?.groups ?? {};
  const remainder = rest.split(/[([{]|\bfrom\b/)[0];
  if (version2 === void 0 || !isName(name) || VERSION.test(remainder)) return void 0;
  return name === "" && /\w/.test(remainder) ? void 0 : version2.replace(/[.-]+$/, "");
}
function normalizedProgramName(name) {
  const file = name.split(/[\\/]/).at(-1);
  return normalizeName(file.replace(/\.(?:exe|py|pyz)$/i, "").replaceAll(" ", "-"));
}
function isDate(version2) {
  const [year = 0, month = 0] = explain(version2)?.release ?? [];
  return year >= 1970 && year < 2100 && month >= 1 && month <= 12;
}

// src/checks/version/version-table.ts
function versionTable(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const { version: version2 } = contents2.wheel.metadata;
  return [
    { place: "metadata", source: "METADATA of the wheel", version: version2, agrees: true },
    ...builtFiles(facts, contents2),
    ...installedMetadata(facts, contents2),
    ...versionAttribute(facts, contents2),
    ...scriptOutput(facts, contents2),
    ...checkoutFiles(facts, version2),
    ...tags(facts, version2)
  ];
}
function builtFiles({ build: build3 }, { wheel }) {
  const built = completed(build3);
  const { name, version: version2 } = wheel.metadata;
  const row = (place, source, found) => found === void 0 ? [] : [{ place, source, version: found, ...compareBuilt(found, version2) }];
  return [
    ...row("file-name", "file name of the wheel", versionInName(wheel.file, name)),
    ...built?.kind === "built" ? [
      ...row("sdist", "PKG-INFO of the sdist", built.sdist.version),
      ...row("file-name", "file name of the sdist", versionInName(built.sdist.file, name))
    ] : []
  ];
}
function versionInName(path, distribution) {
  const file = path.split(/[\\/]/).at(-1);
  const stem = file.replace(/\.(?:tar\.\w+|zip)$/, "");
  if (file.endsWith(".whl")) return file.split("-")[1];
  const dash = [...stem.matchAll(/-/g)].find(
    ({ index }) => normalizeName(stem.slice(0, index)) === normalizeName(distribution)
  );
  return dash === void 0 ? void 0 : stem.slice(dash.index + 1);
}
function installedMetadata({ install: install3 }, { wheel }) {
  const installation = completed(install3);
  const { name, version: version2 } = wheel.metadata;
  const own = installation?.kind === "installed" ? installation.distributions.find((one) => normalizeName(one.name) === normalizeName(name)) : void 0;
  if (own === void 0) return [];
  const source = `importlib.metadata.version("${name}")`;
  return [{ place: "installed", source, version: own.version, ...compareBuilt(own.version, version2) }];
}
function versionAttribute({ imports: imports2 }, { wheel, sourceMap }) {
  const top = mainPackage(wheel);
  const attempt = completed(imports2)?.find(({ module }) => module === top);
  const version2 = (attempt?.withExtras ?? attempt)?.version;
  if (typeof version2 !== "string") return [];
  const file = sourceMap.sourceOf(`${top}/__init__.py`) ?? sourceMap.sourceOf(`${top}.py`);
  return [
    {
      place: "attribute",
      source: `${top}.__version__`,
      version: version2,
      ...compareReported(version2, wheel.metadata.version),
      ...file === void 0 ? {} : { where: { file } }
    }
  ];
}
function scriptOutput(facts, { wheel }) {
  const main = mainScript(wheel);
  const evidence = completed(facts.scripts)?.scripts?.find(({ entryPoint }) => entryPoint.name === main?.name);
  if (main === void 0 || evidence?.versionRun === void 0) return [];
  const { args, ending, error, stdout, stderr } = evidence.versionRun;
  const worked = ending.kind === "exited" && ending.code === 0 && error === void 0;
  const { name, version: version2 } = wheel.metadata;
  const names = [main.name, name, mainPackage(wheel) ?? name];
  const printed = worked ? stdout.trim() || stderr : "";
  return [
    {
      place: "script",
      source: [main.name, ...args].join(" "),
      ...printedVersion(printed, version2, names),
      where: entryPointLocation(main, facts)
    }
  ];
}
function checkoutFiles({ project }, version2) {
  const declared = declaredVersion(project);
  const { lockedVersion } = project;
  const row = (place, { file, line }, found, isFinal) => ({
    place,
    source: file.split("/").at(-1),
    version: found,
    ...found !== null && isFinal ? compareDeclared(found, version2) : INCOMPARABLE,
    where: { file, line }
  });
  return [
    ...declared === void 0 ? [] : [row("declared", declared, declared.version, declared.isFinal)],
    // For a dynamic version, some versions of uv locked the one at the time of locking.
    ...lockedVersion === void 0 ? [] : [row("lock", lockedVersion, lockedVersion.version, declared?.isFinal === true)]
  ];
}
function tags({ event, project, version: release }, version2) {
  const { tagsOnCommit = [], baseline } = completed(release) ?? {};
  const agrees = (other) => valid(version2) !== null && compare(other, version2) === 0;
  const tag = event.kind === "tag" ? { name: event.tag, version: parseTags([{ name: event.tag, commit: "" }], project)[0]?.version } : tagsOnCommit.find((one) => agrees(one.version)) ?? tagsOnCommit[0];
  const tagged = tag?.version;
  return [
    ...tag === void 0 ? [] : [
      {
        place: "tag",
        source: `tag ${tag.name}`,
        version: tagged ?? null,
        agrees: tagged === void 0 ? null : agrees(tagged)
      }
    ],
    ...baseline === void 0 ? [] : [
      {
        place: "release",
        source: `last release, tag ${baseline.name}`,
        version: baseline.version,
        ...INCOMPARABLE
      }
    ]
  ];
}

// src/checks/version/disagreements.ts
function checkReportedVersions(facts) {
  return [...disagreements(facts), ...wrongDistributionName(facts)];
}
function disagreements(facts) {
  const contents2 = completed(facts.contents);
  if (contents2 === void 0) return [];
  const { name: distribution, version: version2 } = contents2.wheel.metadata;
  const rows = versionTable(facts);
  return rows.flatMap((row) => {
    const { place, source: by, version: claimed, severity, where } = row;
    if (severity === void 0 || claimed === null || isAlreadyReported(row, rows, facts)) return [];
    return [
      { rule: "version-disagrees", severity, facts: { distribution, version: version2, by, claimed, place }, where }
    ];
  });
}
var DERIVED_FROM = {
  "file-name": "sdist",
  script: "attribute",
  lock: "declared"
};
function isAlreadyReported({ place, version: version2 }, rows, facts) {
  if (place === "file-name" && facts.metadata.kind === "completed") return true;
  return rows.some(
    (row) => row.place === DERIVED_FROM[place] && row.severity !== void 0 && row.version === version2
  );
}

// src/checks/version/decide.ts
function checkVersion(facts) {
  const version2 = completed(facts.contents)?.wheel.metadata.version;
  const release = completed(facts.version);
  if (version2 === void 0) return [];
  const where = findDeclaration2(facts);
  const independent = [...offBranch(version2, facts), ...checkReportedVersions(facts)];
  if (isPlaceholder(facts)) return independent;
  const invalid = invalidVersion(version2, facts.event);
  if (invalid !== void 0) return [{ ...invalid, where }, ...independent];
  const mismatch = facts.event.kind === "tag" ? tagMismatch(version2, facts) : commitTagMismatch(version2, release);
  const bump = mismatch.length > 0 || release === void 0 ? [] : decideBump(version2, release, facts.versionPolicy, lowestNextVersion(release, facts));
  return [
    ...[...mismatch, ...bump].map((finding) => ({ ...finding, where })),
    ...release === void 0 ? [] : bumpSizeFindings(effectiveVersion(version2, release.tagsOnCommit), release, facts),
    ...independent
  ];
}
function isPlaceholder({ contents: contents2, project }) {
  const version2 = completed(contents2)?.wheel.metadata.version;
  const { placeholder } = project.settings.version;
  if (version2 === void 0 || placeholder === void 0) return false;
  return valid(placeholder) && valid(version2) ? compare(placeholder, version2) === 0 : placeholder === version2;
}
function invalidVersion(version2, event) {
  const invalid = (reason) => ({
    rule: "version-invalid",
    severity: "error",
    facts: { version: version2, reason }
  });
  if (!valid(version2)) return invalid("is not a version of PEP 440");
  const parts = explain(version2);
  if (event.kind !== "tag") return void 0;
  if (parts?.is_devrelease) return invalid("is a development version, on a tag");
  return parts?.local ? invalid("has a local part, which no index takes, on a tag") : void 0;
}
function tagMismatch(version2, { event, project, version: release }) {
  if (event.kind !== "tag") return [];
  const tagVersion = parseTags([{ name: event.tag, commit: "" }], project)[0]?.version ?? null;
  if (tagVersion !== null && compare(tagVersion, version2) === 0) return [];
  const writer = writerOf(version2, completed(release));
  const isCertain = tagVersion !== null && writer === void 0;
  const facts = { tag: event.tag, version: version2, tagVersion, writer: writer ?? null };
  return [{ rule: "tag-mismatch", severity: isCertain ? "error" : "warning", facts }];
}
function writerOf(version2, release) {
  const isBumped = release?.versions.some((other) => compare(version2, other) > 0) ?? true;
  return isBumped ? void 0 : release?.writer;
}
function commitTagMismatch(version2, release) {
  const [first, ...others] = release?.tagsOnCommit ?? [];
  if (first === void 0 || [first, ...others].some((tag) => compare(tag.version, version2) === 0)) return [];
  const writer = writerOf(version2, release);
  const facts = { tag: first.name, version: version2, tagVersion: first.version, writer: writer ?? null };
  return [{ rule: "tag-mismatch", severity: writer === void 0 ? "error" : "warning", facts }];
}
function decideBump(version2, release, policy2, next) {
  if (policy2 === "off") return [];
  const bump = sinceRelease(version2, release, policy2, next);
  if (bump.length > 0) return applyOverride(bump, release);
  const { baseline, taken, isOnIndex: isOnIndex2 } = release;
  const isBumped = baseline === void 0 || compare(version2, baseline.version) !== 0;
  if (taken !== void 0 && isBumped) {
    return [versionTaken({ version: version2, tag: taken.name, commit: taken.commit })];
  }
  if (isOnIndex2 && (isBumped || release.tagsOnCommit.length > 0)) return [versionTaken({ version: version2 })];
  return applyOverride(sinceBase(version2, release, policy2), release);
}
function sinceRelease(version2, { baseline, lastFinal, changes }, policy2, next) {
  if (baseline === void 0) return [];
  const order = compare(version2, baseline.version);
  const isDue = policy2 === "always" || policy2 === "if-shipped-changed" && changes.changed.length > 0;
  if (order > 0 || order === 0 && !isDue) return [];
  const facts = {
    version: version2,
    previous: baseline.version,
    tag: baseline.name,
    changed: changes.changed,
    lower: order < 0,
    policy: policy2,
    next: order === 0 && baseline === lastFinal ? next ?? null : null,
    waiver: null
  };
  return [{ rule: "version-not-bumped", severity: "error", facts }];
}
function sinceBase(version2, { base, baseline }, policy2) {
  if (base?.version === void 0 || !valid(base.version)) return [];
  const order = compare(version2, base.version);
  if (policy2 === "never") {
    const facts = { version: version2, previous: base.version, branch: base.branch, waiver: null };
    return order === 0 ? [] : [{ rule: "version-bumped", severity: "error", facts }];
  }
  const isReleased2 = baseline !== void 0 && compare(base.version, baseline.version) === 0;
  if (order !== 0 || isReleased2 || base.changes.changed.length === 0) return [];
  return [versionTaken({ version: version2, branch: base.branch }, policy2 === "always" ? "error" : "warning")];
}
function versionTaken(by, severity = "error") {
  return { rule: "version-taken", severity, facts: { tag: null, commit: null, branch: null, ...by } };
}
function applyOverride(findings, { override }) {
  if (override === void 0) return [...findings];
  return findings.map(
    (finding) => finding.rule === "version-not-bumped" || finding.rule === "version-bumped" || finding.rule === "bump-too-small" ? { ...finding, severity: "note", facts: { ...finding.facts, waiver: override } } : finding
  );
}
function bumpSizeFindings(version2, release, facts) {
  const comparison = bumpComparison(release, facts);
  return comparison === void 0 ? [] : applyOverride(decideBumpSize({ ...comparison, version: version2 }), release);
}
function lowestNextVersion(release, facts) {
  const comparison = bumpComparison(release, facts);
  return comparison && nextVersion(comparison);
}
function bumpComparison({ lastFinal, versions: versions2, api }, { contents: contents2, project }) {
  const value = completed(contents2);
  if (lastFinal === void 0 || api === void 0 || value === void 0) return void 0;
  const { sourceOf: sourceOf2 } = value.sourceMap;
  const { bump: policy2 } = project.settings.version;
  return { previous: lastFinal.version, releases: versions2, api, policy: policy2, sourceOf: sourceOf2 };
}
function offBranch(version2, { event, version: release }) {
  const value = completed(release);
  if (event.kind !== "tag" || event.defaultBranch === void 0 || value?.isOnDefaultBranch !== false)
    return [];
  const released = effectiveVersion(version2, value.tagsOnCommit);
  const isOfSeries = value.branches.some((branch) => {
    const series = releaseSeriesOf(branch);
    return series !== void 0 && isInSeries(released, series);
  });
  if (isOfSeries) return [];
  const facts = { tag: event.tag, branch: event.defaultBranch, branches: value.branches };
  return [{ rule: "tag-off-branch", severity: "warning", facts }];
}
function findDeclaration2({ project }) {
  for (const table2 of [["project"], ["tool", "poetry"]]) {
    const line = project.lineOf([...table2, "version"]);
    if (line !== void 0 && line !== project.lineOf(table2)) return { file: pyprojectOf(project), line };
  }
  return void 0;
}

// src/checks/version/observe.ts
import { join as join48 } from "node:path";

// src/checks/version/api.ts
import { mkdtemp as mkdtemp5 } from "node:fs/promises";
import { join as join45 } from "node:path";
var TIMEOUT7 = 120;
async function readApiChanges(request) {
  const { old, new: head, interpreter, scratch, caller } = request;
  const [oldModules, newModules] = [apiModules(old), apiModules(head)];
  if (oldModules.length === 0) return notChecked("the last release has no public module");
  if (!supportsGriffe(interpreter))
    return notChecked(`what reads it needs Python 3.10, and this is Python ${interpreter.version}`);
  const tools = await request.tools();
  if (tools.kind !== "ready") return notChecked(tools.reason);
  const directory = await mkdtemp5(join45(scratch, "api-"));
  const { text: text4, child } = await runProbe(
    "api",
    {
      old: { wheel: old.file, modules: oldModules },
      new: { wheel: head.file, modules: newModules },
      scratch: directory
    },
    {
      python: tools.environment.python,
      cwd: directory,
      variables: variablesForProject(caller),
      timeout: TIMEOUT7,
      scratch: directory
    }
  );
  if (child.ending.kind === "timed-out") return notChecked(`it takes longer than ${TIMEOUT7} s`);
  if (text4 === void 0 || !succeeded(child))
    return notChecked(lastLines(child.stderr, 1)[0] ?? `the probe ${describeEnding(child.ending)}`);
  const changes = JSON.parse(text4);
  const unread = new Set(changes.unread.map(({ name }) => name));
  if (oldModules.every((module) => unread.has(module) || unread.has(module.split(".")[0])))
    return notChecked(changes.unread.map(({ name, reason }) => `${name}: ${reason}`)[0] ?? "");
  return { kind: "compared", ...changes };
}
function notChecked(reason) {
  return { kind: "not-checked", reason };
}
function supportsGriffe({ version: version2 }) {
  const [major2 = 0, minor2 = 0] = version2.split(".").map(Number);
  return major2 > 3 || minor2 >= 10;
}
function apiModules({ files, entryPoints }) {
  const scriptModules = entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2)).map(({ module }) => module);
  return importableModules2(files.map(({ path }) => path)).filter(
    (module) => !/(^|\.)_/.test(module) && !(module.includes(".") && scriptModules.includes(module))
  );
}

// src/checks/version/changes.ts
import { existsSync as existsSync12 } from "node:fs";
import { join as join46 } from "node:path";
function changesInPackage({ project, sourceMap, shipped }, changed) {
  const sources = new Set(shipped.map((path) => sourceMap.sourceOf(path)));
  return changed.filter((file) => file.startsWith(prefixOf(project)) || sources.has(file));
}
var BUILD_FILES = ["setup.py", "setup.cfg", "MANIFEST.in"];
async function shippedChanges({ checkout, project, sourceMap, shipped }, changed, trees, since) {
  const sources = shipped.flatMap((path) => sourceMap.sourceOf(path) ?? []);
  const isSource = new Set(sources);
  const roots = [...sourceMap.roots.values()];
  const found = changed.filter((file) => {
    if (isSource.has(file) || BUILD_FILES.some((name) => file === fileOf(project, name))) return true;
    if (sources.some((source) => source.startsWith(`${file}/`))) return true;
    return !existsSync12(join46(checkout.root, file)) && roots.some((root) => file === root || file.startsWith(`${root}/`));
  });
  const pyproject = pyprojectOf(project);
  const isDeclared = changed.includes(pyproject) && await metadataChanged(project, trees, since);
  return isDeclared ? [...found, pyproject] : found;
}
var DESCRIPTIVE_KEYS = [
  "version",
  "description",
  "readme",
  "keywords",
  "classifiers",
  "urls",
  "authors",
  "maintainers",
  "license",
  "license-files"
];
async function metadataChanged(project, trees, since) {
  try {
    const before = parseToml(await trees.read(since, pyprojectOf(project)) ?? "").table;
    return relevantMetadata(before) !== relevantMetadata(project.pyproject);
  } catch {
    return true;
  }
}
function relevantMetadata(pyproject) {
  const { group: _, "dev-dependencies": __, ...poetry } = table(table(pyproject.tool).poetry);
  const relevantKeys = (declared) => Object.entries(declared).filter(([key]) => !DESCRIPTIVE_KEYS.includes(key)).sort();
  return JSON.stringify([relevantKeys(table(pyproject.project)), relevantKeys(poetry)]);
}

// src/checks/version/override.ts
async function findOverride(history, event, { "waive-label": label, "waive-trailer": trailer }, base) {
  if (event.kind === "pull-request" && event.labels.includes(label)) return { by: "label", name: label };
  const before = event.kind === "branch" ? event.before : base?.commit;
  const [found] = await history.trailers(trailer, before);
  return found && { by: "trailer", name: trailer, commit: found.commit, reason: found.value };
}

// src/checks/version/version-source.ts
import { readFile as readFile19 } from "node:fs/promises";
import { join as join47 } from "node:path";
var GIT_VERSION_TOOLS = [
  "setuptools-scm",
  "hatch-vcs",
  "versioningit",
  "poetry-dynamic-versioning",
  "uv-dynamic-versioning",
  "setuptools-git-versioning",
  "versioneer",
  "dunamai",
  "miniver",
  "pbr",
  "vcversioner",
  "better-setuptools-git-version"
];
function versionFromGit(project) {
  const requires = project.buildSystem.requires.flatMap((text4) => parseRequirement(text4)?.name ?? []);
  const tool = requires.find((name) => GIT_VERSION_TOOLS.includes(name));
  if (tool !== void 0 && valueAt(project, ["project", "version"]) === void 0) return tool;
  return table(valueAt(project, ["tool", "pdm", "version"])).source === "scm" ? "pdm-backend" : void 0;
}
var VERSION_COMMANDS = [
  /\b(?:poetry|hatch|pdm|uv|rye)\s+version\s+(?!-)\S/,
  /\b(?:bump-?my-?version|bumpver|tbump)\b/,
  /\bsed\b.*version/i,
  /version.*>\s*\S*(?:version|__init__|pyproject)/i,
  /SETUPTOOLS_SCM_PRETEND_VERSION|POETRY_DYNAMIC_VERSIONING_BYPASS|PDM_BUILD_SCM_VERSION/
];
function findVersionWriter(workflows) {
  for (const [file, content] of workflows) {
    if (!/^\s*(?:release|tags)\s*:|\btags:\s*\[|refs\/tags\/|GITHUB_REF_NAME|github\.ref_name|release\.tag_name/m.test(
      content
    ))
      continue;
    for (const [i, text4] of content.split("\n").entries())
      if (VERSION_COMMANDS.some((pattern) => pattern.test(text4)) && !/^\s*#/.test(text4))
        return { file, line: i + 1, text: text4.trim() };
  }
  return void 0;
}
async function readWorkflows({ root, files }) {
  const paths = files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
  const read2 = paths.map(
    async (path) => [path, await readFile19(join47(root, path), "utf8").catch(() => "")]
  );
  return new Map(await Promise.all(read2));
}

// src/checks/version/releases.ts
async function findReleases(history, project, event, version2) {
  const { tags: tags2, areLocal } = await history.tags();
  const all = parseTags(tags2, project);
  if (!areLocal) throwIfMadeWithoutTags(project, version2, all);
  const tagsOnCommit = all.filter(({ commit }) => commit === history.head);
  const elsewhere = all.filter(({ commit }) => commit !== history.head);
  const earlier = tagsOfSeries(await tagsBeforeCommit(history, elsewhere, version2), event);
  const sameVersion = valid(version2) ? all.filter((tag) => compare(tag.version, version2) === 0) : [];
  return {
    baseline: highestRelease(earlier),
    lastFinal: highestRelease(finalReleases(earlier)),
    tagsOnCommit,
    taken: sameVersion.some(({ commit }) => commit === history.head) ? void 0 : sameVersion[0],
    versions: all.map((tag) => tag.version)
  };
}
function throwIfMadeWithoutTags(project, version2, all) {
  const tool = versionFromGit(project);
  if (tool === void 0 || all.length === 0 || !isFallbackVersion(version2)) return;
  throw new TagsUnavailable(
    `${tool} made the version ${version2} of a checkout that lacks the tags (there are ${all.length}, up to ${highestRelease(all)?.name}): it is not the version of this commit. ${FETCH_ALL}`
  );
}
function isFallbackVersion(version2) {
  const parts = explain(version2);
  if (parts === null || parts.epoch !== 0) return false;
  const isZero2 = parts.release.every((number2) => number2 === 0);
  return isZero2 || parts.is_devrelease === true && parts.release.join(".") === "0.1";
}
async function tagsBeforeCommit(history, tags2, version2) {
  const top = highestRelease(tags2);
  if (top === void 0 || history.isShallow && valid(version2) && compare(version2, top.version) >= 0)
    return tags2;
  const ancestors = await history.ancestors(tags2.map(({ commit }) => commit));
  if (ancestors !== void 0) return tags2.filter(({ commit }) => ancestors.has(commit));
  const below = valid(version2) ? tags2.filter((tag) => compare(tag.version, version2) <= 0) : [];
  return below.length > 0 ? below : tags2;
}
function tagsOfSeries(tags2, event) {
  const branch = event.kind === "branch" ? event.branch : "baseBranch" in event ? event.baseBranch : "";
  const series = releaseSeriesOf(branch);
  const own = series === void 0 ? [] : tags2.filter((tag) => isInSeries(tag.version, series));
  return own.length > 0 ? own : tags2;
}

// src/checks/version/wheel-difference.ts
function wheelDifferences(before, after) {
  const [old, current] = [contentsOf(before), contentsOf(after)];
  const members = [.../* @__PURE__ */ new Set([...old.keys(), ...current.keys()])].filter(
    (name) => old.get(name) !== current.get(name)
  );
  const fields = Object.keys(METADATA).filter((field) => {
    const [oldValue, value] = [before, after].map((wheel) => JSON.stringify(METADATA[field]?.(wheel)));
    return oldValue !== value;
  });
  return [...members.sort(), ...fields];
}
function contentsOf({ members }) {
  return new Map(
    members.flatMap(
      ({ name, sha256 }) => /^[^/]+\.dist-info\//.test(name) ? [] : [[name.replace(/^[^/]+\.data\//, ".data/"), sha256]]
    )
  );
}
var METADATA = {
  Name: ({ metadata: metadata2 }) => metadata2.name,
  "Requires-Python": ({ metadata: metadata2 }) => metadata2.requiresPython ?? null,
  "Requires-Dist": ({ metadata: metadata2 }) => metadata2.requirements.map(withoutLocalPath).sort(),
  "Provides-Extra": ({ metadata: metadata2 }) => [...metadata2.extras].sort(),
  "entry points": ({ entryPoints }) => entryPoints.map((entry) => JSON.stringify(entry)).sort()
};

// src/checks/version/observe.ts
async function observeVersion(context, needed) {
  if (context.versionPolicy === "off") return new Skip("by configuration: no bump is asked for");
  if (context.checkout.head === void 0)
    return new Skip("there is no git history, so there is no last release to compare with");
  const { toolchain: toolchain2, build: build3, contents: contents2 } = needed;
  return readRelease({ context, toolchain: toolchain2, contents: contents2, seconds: build3.seconds });
}
async function readRelease(inputs) {
  const { context, contents: contents2 } = inputs;
  const { checkout, project, config } = context;
  const { event } = config;
  const history = await context.history();
  const releases = await findReleases(history, project, event, contents2.wheel.metadata.version);
  const baseBranch = await findBaseBranch(history, event);
  const base = comparesWithBase(event, context.versionPolicy) ? baseBranch : void 0;
  const { baseline, lastFinal } = releases;
  const checksSize = isSizeChecked(inputs, releases);
  const tags2 = [baseline, checksSize ? lastFinal : void 0].filter((tag) => tag !== void 0);
  const trees = await history.commitTrees([
    ...tags2.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit })),
    ...base === void 0 ? [] : [{ ref: base.commit, commit: base.commit }]
  ]);
  const wheelAt = memoize((commit) => buildAt(inputs, trees, commit));
  const compare2 = memoize((commit) => compareWith(inputs, trees, wheelAt, commit));
  const comparing = baseline && compare2(baseline.commit);
  const readApi = async () => {
    if (lastFinal === void 0) return void 0;
    if (!checksSize && !isBumpMissing(inputs, releases, await comparing)) return void 0;
    return compareApi(inputs, await wheelAt(lastFinal.commit));
  };
  const [sinceRelease2, sinceBase2, api, override, branches, workflows, onIndex] = await Promise.all([
    comparing,
    base && compare2(base.commit),
    readApi(),
    findOverride(history, event, project.settings.version, baseBranch),
    branchesOfTag(history, event),
    readWorkflows(checkout),
    config.checksIndex ? queryIndex(inputs) : void 0
  ]);
  return {
    ...releases,
    ...branches,
    changes: sinceRelease2?.changes ?? NO_CHANGES,
    base: base && sinceBase2 && { branch: base.branch, ...sinceBase2 },
    api,
    override,
    isOnIndex: onIndex,
    writer: findVersionWriter(workflows)
  };
}
function isSizeChecked({ context, contents: contents2 }, { lastFinal, tagsOnCommit, versions: versions2 }) {
  const version2 = effectiveVersion(contents2.wheel.metadata.version, tagsOnCommit);
  if (lastFinal === void 0 || context.project.settings.version.bump?.severity === "off") return false;
  return isSizeCheckable(lastFinal.version, version2, versions2);
}
function isBumpMissing({ context, contents: contents2 }, { baseline, lastFinal, tagsOnCommit }, since) {
  const { bump } = context.project.settings.version;
  if (bump?.severity === "off" || context.versionPolicy === "never") return false;
  const version2 = effectiveVersion(contents2.wheel.metadata.version, tagsOnCommit);
  if (lastFinal === void 0 || baseline !== lastFinal) return false;
  return stepBetween(lastFinal.version, version2) === "none" && (since?.changes.changed.length ?? 0) > 0;
}
async function compareApi({ context, toolchain: toolchain2, contents: contents2 }, old) {
  if (old.kind !== "built") return { kind: "not-checked", reason: old.reason };
  const { scratch, config } = context;
  const { interpreter } = toolchain2;
  const caller = config.environment;
  return readApiChanges({
    old: old.wheel,
    new: contents2.wheel,
    tools: () => toolchain2.toolEnvironment("api"),
    interpreter,
    scratch,
    caller
  });
}
async function branchesOfTag(history, event) {
  if (event.kind !== "tag" || event.defaultBranch === void 0)
    return { isOnDefaultBranch: void 0, branches: [] };
  const [isOnDefaultBranch, branches] = await Promise.all([
    history.isOnBranch(event.defaultBranch),
    history.branchesWithHead()
  ]);
  return { isOnDefaultBranch, branches };
}
async function queryIndex({ context, toolchain: toolchain2, contents: contents2 }) {
  const { installer, pool } = toolchain2;
  const { scratch, config } = context;
  const { name, version: version2 } = contents2.wheel.metadata;
  const environment = await pool.provide({ requirements: [] }, async () => void 0);
  const request = { installer, environment, cwd: scratch, caller: config.environment };
  return isOnIndex(request, name, version2);
}
var NO_CHANGES = { changed: [], method: "directory" };
async function compareWith(inputs, trees, wheelAt, commit) {
  const { wheel, sourceMap } = inputs.contents;
  const { checkout, project } = inputs.context;
  const sources = {
    checkout,
    project,
    sourceMap,
    shipped: wheel.files.map(({ path }) => path)
  };
  const changedFiles2 = await trees.changedSince(commit);
  if (changesInPackage(sources, changedFiles2).length === 0)
    return { version: wheel.metadata.version, changes: NO_CHANGES };
  const earlier = await wheelAt(commit);
  if (earlier.kind === "built") {
    const changed2 = wheelDifferences(earlier.wheel, wheel).map((part) => sourceMap.sourceOf(part) ?? part);
    return { version: earlier.wheel.metadata.version, changes: { changed: changed2, method: "wheels" } };
  }
  const changed = await shippedChanges(sources, changedFiles2, trees, commit);
  return { version: void 0, changes: { changed, method: "files", reason: earlier.reason } };
}
async function findRequiredSubmodule(checkout, { wheel, sourceMap }) {
  const sources = wheel.files.map(({ path }) => sourceMap.sourceOf(path) ?? "");
  const isCompiled = !wheel.file.endsWith("-none-any.whl");
  const submodules = await readSubmodules(checkout);
  return submodules.find((path) => isCompiled || sources.some((source) => source.startsWith(`${path}/`)));
}
async function buildAt({ context, toolchain: toolchain2, contents: contents2, seconds: seconds3 }, trees, commit) {
  const { checkout, project, scratch, logs } = context;
  const notBuilt = (reason) => ({ kind: "not-built", reason });
  if (seconds3 > MAX_SECONDS_TO_REPEAT) return notBuilt(`the wheel takes ${Math.round(seconds3)} s to build`);
  const submodule = await findRequiredSubmodule(checkout, contents2);
  if (submodule !== void 0) return notBuilt(`what ships may come from the submodule ${submodule}`);
  const name = commit.slice(0, 10);
  const copy = join48(scratch, "earlier", name);
  try {
    const root = await context.copies.atCommit(
      project,
      name,
      copy,
      (directory) => trees.checkOut(commit, directory)
    );
    const generated = project.settings.generated.map((glob) => fileOf(project, glob));
    await copyGeneratedFiles(checkout, root, generated);
    const source = join48(root, project.path);
    const { buildSystem } = await readProject({ ...checkout, root }, source);
    const backend = toolchain2.backendOf(buildSystem);
    const result = await buildEarlier(backend, {
      source,
      requires: buildSystem.requires,
      output: join48(scratch, "earlier", `${name}-wheel`),
      writeLog: (transcript) => logs.write(`earlier-${name}`, transcript)
    });
    if (result.kind === "built") return result;
    return notBuilt(
      `the wheel of ${name} cannot be built: ${result.failure.output.at(-1) ?? result.failure.step}`
    );
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof CommitFilesUnavailable)
      return notBuilt(error.message);
    throw error;
  }
}

// src/checks/version/summarize.ts
function summarizeVersion(facts) {
  const value = completed(facts.version);
  const version2 = completed(facts.contents)?.wheel.metadata.version;
  if (value === void 0 || version2 === void 0) return void 0;
  if (isPlaceholder(facts)) return `${version2} holds the place of the version that the release writes`;
  return `${describeStep(version2, value)}${describeBase(value.base)}`;
}
function describeStep(version2, { baseline, changes, tagsOnCommit, api }) {
  const [tag] = tagsOnCommit;
  if (tag !== void 0 && baseline === void 0) return `${version2}, which is tagged as ${tag.name} here`;
  if (baseline === void 0) return `${version2}; no release was tagged yet`;
  const size = stepBetween(baseline.version, version2);
  if (size !== void 0 && size !== "none")
    return `${baseline.version} -> ${version2} (${size})${describeApi(api)}`;
  const since = `${version2} as in ${baseline.name}, since which`;
  return changes.changed.length > 0 ? `${since} ${listSome(changes.changed, 3)} changed` : `${since} ${describeUnchanged(changes)}`;
}
function describeBase(base) {
  if (base === void 0 || base.version !== void 0) return "";
  return `; its version was not compared with that of ${base.branch}: ${base.changes.reason}`;
}
function describeApi(api) {
  if (api === void 0) return "";
  if (api.kind === "not-checked") return `; its API was not compared: ${api.reason}`;
  const { breaking, added } = api;
  if (breaking.length + added.length === 0) return "; its API is the same";
  return `; its API has ${count(breaking.length, "breaking change")} and ${count(added.length, "addition")}`;
}
function describeUnchanged({ method, reason }) {
  if (method === "directory") return "nothing has changed in the project";
  return method === "wheels" ? "nothing that ships has changed: its wheel was built, and installs the same" : `no file that ships has changed (its wheel was not compared: ${reason})`;
}

// src/checks/version/check.ts
var version = defineCheck({
  name: "version",
  scope: "package",
  needs: ["toolchain", "build", "contents"],
  observe: observeVersion,
  decide: checkVersion,
  summarize: summarizeVersion,
  decidedOnce: true
});

// src/checks/index.ts
var CHECKS = [
  build2,
  reproducibility,
  contents,
  metadata,
  install2,
  imports,
  dependencies,
  scripts,
  extras,
  tests,
  lowerBounds({ runScripts, runTests: runTestsInSandbox }),
  version
];

// src/pipeline/graph.ts
var StageGraph = class {
  #request;
  #package;
  /** The tasks of a Python without own stages. */
  #anyPython;
  /** A set, because stages that await the same promise fail with the same error. */
  #errors = /* @__PURE__ */ new Set();
  #cancelled;
  /** @throws Error if a stage waits for one that does not exist or, directly or not, for itself */
  constructor(request) {
    this.#request = request;
    const { stages, context, pythons } = request;
    const ofScope = (scope) => stages.filter((stage) => stage.scope === scope);
    this.#package = tasksOf({ python: void 0, context }, ofScope("package"));
    this.#anyPython = tasksOf({ python: void 0, context }, ofScope("python"), this.#package);
    for (const name of pythons.after) this.#packageTask(name);
  }
  /**
   * The result of a stage of scope `package`, which runs now, with all that it waits for, if it has not run yet.
   *
   * @throws the error that ended it
   */
  result(name) {
    const result = this.#begin(this.#packageTask(name)).then((outcome) => {
      if (outcome.kind === "failed") throw outcome.error;
      return outcome;
    });
    result.catch(() => void 0);
    return result;
  }
  /**
   * Runs all stages, those of scope `python` once for each Python.
   *
   * @throws the error that ended a stage, or an AggregateError of several, when all stages that have begun have ended
   */
  async run() {
    const ofPackage = this.#outcomes(this.#package.values());
    const [outcomes, pythons] = await Promise.all([ofPackage, this.#runPythons()]);
    const [error, ...others] = this.#errors;
    if (others.length > 0) throw new AggregateError(this.#errors);
    if (this.#errors.size > 0) throw error;
    return { package: outcomes, pythons };
  }
  /** Begins no further stage: those that have not begun are skipped with this reason. */
  cancel(reason) {
    this.#cancelled ??= reason;
  }
  #packageTask(name) {
    const task = this.#package.get(name);
    if (task === void 0) throw new Error(`There is no stage ${name} of scope package.`);
    return task;
  }
  async #runPythons() {
    const { pythons, limit = (work) => work() } = this.#request;
    const before = await this.#outcomes(pythons.after.map((name) => this.#packageTask(name)));
    if (this.#errors.size > 0) return [];
    try {
      const ofPython = [...this.#anyPython.values()].map(({ stage }) => stage);
      const found = await pythons.find(before);
      const tasks = found.map((one) => tasksOf(one, [...ofPython, ...one.own ?? []], this.#package));
      const outcomes = await Promise.all(tasks.map((all) => limit(() => this.#outcomes(all.values()))));
      return found.map(({ python }, i) => ({ python, results: outcomes[i] }));
    } catch (error) {
      this.#fail(error);
      return [];
    }
  }
  async #outcomes(tasks) {
    const outcomes = [...tasks].map(async (task) => [task.stage.name, await this.#begin(task)]);
    return Object.fromEntries(await Promise.all(outcomes));
  }
  /** Never rejects. */
  #begin(task) {
    task.outcome ??= this.#outcomeOf(task).catch((error) => this.#fail(error));
    return task.outcome;
  }
  #fail(error) {
    this.#errors.add(error);
    this.cancel("the run has failed");
    return { kind: "failed", error };
  }
  async #outcomeOf(task) {
    const [needed, waited] = await Promise.all([this.#outcomes(task.needs), this.#outcomes(task.after)]);
    const failed = [...Object.values(needed), ...Object.values(waited)].find(({ kind }) => kind === "failed");
    if (failed !== void 0) return failed;
    const causes = task.needs.flatMap((need) => need.stage.isReported ? [] : [...need.causes]);
    task.causes = new Map(
      causes.filter(([cause]) => !task.stage.isReported || this.#reporterOf(cause, task) === task)
    );
    if (task.causes.size > 0) {
      return { kind: "inconclusive", reason: [...new Set(task.causes.values())].join(" "), seconds: 0 };
    }
    const offered = {};
    for (const need of task.needs) {
      const { name } = need.stage;
      const offer = this.#offer(need, needed[name], task);
      if (offer instanceof Skip) return skipped(offer.reason);
      offered[name] = offer;
    }
    if (this.#cancelled !== void 0) return skipped(this.#cancelled);
    return this.#work(task, () => task.stage.run(task.context, offered, waited));
  }
  async #work(task, run2) {
    const { around = (_stage, _python, work) => work(), inconclusive } = this.#request;
    const started = performance.now();
    const seconds3 = () => (performance.now() - started) / 1e3;
    try {
      const value = await around(task.stage, task.python, run2);
      return value instanceof Skip ? skipped(value.reason) : { kind: "completed", value, seconds: seconds3() };
    } catch (error) {
      const reason = inconclusive(error);
      if (reason === void 0) throw error;
      task.causes = /* @__PURE__ */ new Map([[task, reason]]);
      return { kind: "inconclusive", reason, seconds: seconds3() };
    }
  }
  /** What a stage that needs another one receives from it; a Skip if there is nothing to receive. */
  #offer(need, result, to) {
    const { stage, causes } = need;
    if (result.kind === "skipped") return new Skip(result.reason);
    if (result.kind === "completed")
      return stage.offer === void 0 ? result.value : stage.offer(result.value);
    const [cause = need] = causes.keys();
    const reporter = stage.isReported ? need : this.#reporterOf(cause, to);
    return new Skip(reporter.stage.skipReason ?? result.reason);
  }
  /** The first reported task that needs another one, directly or through tasks that are not reported. */
  #reporterOf(cause, { among }) {
    const leadsTo = (task) => task.needs.some((need) => need === cause || !need.stage.isReported && leadsTo(need));
    const ofPython = among === this.#package ? this.#anyPython : among;
    return this.#request.stages.flatMap(({ name }) => [this.#package.get(name), ofPython.get(name)]).find((task) => task?.stage.isReported && leadsTo(task));
  }
};
function tasksOf({ python, context }, stages, others) {
  const byName2 = new Map(stages.map((stage) => [stage.name, stage]));
  const missing = others === void 0 ? "is not a stage of scope package" : "does not exist";
  const tasks = /* @__PURE__ */ new Map();
  const taskOf = (name, path) => {
    const stage = byName2.get(name);
    const known = stage === void 0 ? others?.get(name) : tasks.get(name);
    if (known !== void 0) return known;
    if (stage === void 0) throw new Error(`The stage ${path.at(-1)} waits for ${name}, which ${missing}.`);
    const cycle = [...path.slice(path.indexOf(name)), name].join(" -> ");
    if (path.includes(name)) throw new Error(`The stages ${cycle} wait for each other.`);
    const waitsFor = (next) => taskOf(next, [...path, name]);
    const [needs, after] = [stage.needs.map(waitsFor), (stage.after ?? []).map(waitsFor)];
    const task = { stage, python, context, needs, after, among: tasks, causes: /* @__PURE__ */ new Map() };
    tasks.set(name, task);
    return task;
  };
  for (const name of byName2.keys()) taskOf(name, []);
  return tasks;
}

// src/pipeline/python-runs.ts
import { mkdir as mkdir14 } from "node:fs/promises";
import { join as join52 } from "node:path";

// src/distribution/wheel-tags.ts
function isCompatible(file, python) {
  const [pythons = "", abis = ""] = file.replace(/\.whl$/, "").split("-").slice(-3);
  return pythons.split(".").some((tag) => abis.split(".").some((abi) => supports(python, tag, abi)));
}
var ABBREVIATIONS = { cpython: "cp", pypy: "pp" };
function supports({ implementation, version: version2, isFreeThreaded }, tag, abi) {
  const [major2 = 0, minor2 = 0] = version2.split(".").map((part) => Number.parseInt(part, 10));
  const own = `${ABBREVIATIONS[implementation] ?? implementation}${major2}${minor2}`;
  const [, kind, majorOfTag, minorOfTag] = /^([a-z]+)(\d)(\d*)$/.exec(tag) ?? [];
  const isOlder = Number(majorOfTag) === major2 && Number(minorOfTag || 0) <= minor2;
  if (abi === "none") return tag === own || kind === "py" && isOlder;
  if (abi === "abi3") return implementation === "cpython" && kind === "cp" && isOlder && !isFreeThreaded;
  if (tag !== own) return false;
  return implementation !== "cpython" || abi === (isFreeThreaded ? `${own}t` : own);
}

// src/python/find-pythons.ts
async function findPythons(requested, requiresPython, find) {
  if (requested.length < 2) {
    const [python] = requested;
    return {
      found: [{ python, toolchain: await find({ python, requiresPython }) }],
      leftOut: [],
      missing: []
    };
  }
  const all = await Promise.all(requested.map((python) => findOne(python, requiresPython, find)));
  const leftOut = all.flatMap((one) => "leftOut" in one ? [one.leftOut] : []);
  const missing = all.flatMap((one) => "missing" in one ? [one.missing] : []);
  const [first, ...others] = all.flatMap((one) => "found" in one ? [one.found] : []);
  if (first !== void 0) return { found: [first, ...others], leftOut, missing };
  if (missing.length > 0) throw new Inconclusive(missing.map(({ reason }) => reason).join(" "));
  const message = `python is ${requested.join(" ")}, but the package declares Requires-Python ${requiresPython}. Give one that it allows.`;
  throw new ConfigurationError([{ message }]);
}
function reasonNotAllowed(requiresPython) {
  return `Requires-Python ${requiresPython} does not allow it`;
}
async function findOne(python, requiresPython, find) {
  const leftOut = { leftOut: { python, reason: reasonNotAllowed(requiresPython) } };
  if (isVersion(python) && !mayAllow(requiresPython, python)) return leftOut;
  try {
    const toolchain2 = await find({ python, requiresPython: void 0 });
    return isAllowed(toolchain2.interpreter.version, requiresPython) ? { found: { python, toolchain: toolchain2 } } : leftOut;
  } catch (error) {
    if (error instanceof Inconclusive) return { missing: { python, reason: error.message } };
    throw error;
  }
}

// src/pipeline/setup-stages.ts
import { join as join51 } from "node:path";

// src/checks/diagnosis/install-extras.ts
import { join as join49 } from "node:path";
function sharedExtrasInstaller(runtime) {
  const installations = /* @__PURE__ */ new Map();
  return (extras2) => {
    const key = [...extras2].sort().join("-");
    const installation = installations.get(key) ?? installExtras(runtime, extras2, `extras-${installations.size + 1}`);
    installations.set(key, installation);
    return installation;
  };
}
async function installExtras({
  contents: contents2,
  interpreter,
  installer,
  config,
  scratch,
  logs,
  findSiblings
}, extras2, name) {
  const caller = config.environment;
  const root = join49(scratch, "environments", name);
  const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
  if (environment === void 0)
    throw new Inconclusive(`No environment could be made for the extras ${extras2.join(", ")}.`);
  const { requirements } = contents2.wheel.metadata;
  const installation = await install({
    installer,
    environment,
    requirements: [directReference2(contents2.wheel, extras2)],
    siblings: pinsOf(await findSiblings(requirements), requirements, extras2),
    cwd: scratch,
    caller,
    writeLog: (transcript) => logs.write(`install-${name}`, `extras: ${extras2.join(", ")}
${transcript}`)
  });
  return { ...installation, environment };
}

// src/project/declared-requirements.ts
async function declaredRequirements(project, config) {
  const { pyproject, buildSystem, workspaceMembers } = project;
  const declared = table(pyproject.project);
  const dependencies2 = declaredDependencies(project) ?? [];
  const optional2 = Object.entries(table(declared["optional-dependencies"]));
  const requirementsOfExtras = (wanted) => optional2.flatMap(
    ([name, lines]) => wanted.includes(normalizeName(name)) && isStringArray(lines) ? lines : []
  );
  const metadata2 = {
    name: project.name,
    version: "",
    requiresPython: project.requiresPython,
    requirements: [],
    extras: optional2.map(([name]) => name),
    classifiers: [],
    descriptionType: void 0
  };
  const tests2 = await findTestDependenciesToInstall(metadata2, project, config);
  const memberNames = [project, ...workspaceMembers].map(({ name }) => normalizeName(name));
  const fromIndex = (lines) => [
    ...new Set(
      lines.filter((line) => isFromIndex(line) && !memberNames.includes(parseRequirement(line)?.name ?? ""))
    )
  ];
  return {
    build: fromIndex(buildSystem.requires),
    runtime: fromIndex(dependencies2),
    tests: tests2 === void 0 ? [] : fromIndex([...dependencies2, ...expandExtras(tests2, requirementsOfExtras)])
  };
}
function declaredDependencies({ pyproject, setupCfg }) {
  const { name, dependencies: dependencies2, dynamic } = table(pyproject.project);
  const poetry = table(table(pyproject.tool).poetry).dependencies;
  if (isStringArray(dependencies2)) return dependencies2;
  if (poetry !== void 0) return poetryRequirements(table(poetry));
  if (name !== void 0) return isStringArray(dynamic) && dynamic.includes("dependencies") ? void 0 : [];
  const lines = setupCfg.get("options")?.get("install_requires");
  return lines?.split("\n").filter((line) => line.trim() !== "");
}
async function wheelRequirements(metadata2, project, config) {
  const requirements = metadata2.requirements.map((text4) => ({ text: text4, extra: parseRequirement(text4)?.ofExtra }));
  const dependencies2 = requirements.flatMap(({ text: text4, extra: extra2 }) => extra2 === void 0 ? [text4] : []);
  const requirementsOfExtras = (wanted) => requirements.flatMap(
    ({ text: text4, extra: extra2 }) => extra2 !== void 0 && wanted.includes(normalizeName(extra2)) ? [withoutExtra(text4)] : []
  );
  const tests2 = await findTestDependenciesToInstall(metadata2, project, config);
  return {
    runtime: dependencies2,
    tests: tests2 === void 0 ? [] : [...dependencies2, ...expandExtras(tests2, requirementsOfExtras)]
  };
}
async function findTestDependenciesToInstall(metadata2, project, config) {
  const { skip, requirements } = project.settings.tests;
  if (skip !== void 0) return void 0;
  try {
    return await findTestDependencies(project, metadata2, config.testRequirements ?? requirements);
  } catch (error) {
    if (error instanceof ConfigurationError) return void 0;
    throw error;
  }
}
function expandExtras({ lines, extras: extras2 }, requirementsOfExtras) {
  return withPytest([...lines, ...requirementsOfExtras(extras2.map(normalizeName))]);
}
function withoutExtra(requirement2) {
  return requirement2.replace(/\s*(?:;|\band\b)\s*extra\s*==\s*(['"])[^'"]+\1\s*$/, "");
}
function isFromIndex(line) {
  return parseRequirement(line) !== void 0 && !/^[^;]*@/.test(line);
}

// src/python/preinstalled.ts
async function preinstall(requests, context) {
  const { interpreter, scratch, caller } = context;
  const templates = await Promise.all(
    requests.map((request) => templateFor(request, context).catch(undefinedIfNotInstallable))
  );
  const create = (all) => createEnvironments(interpreter, all, scratch, caller);
  const filled = await create(
    requests.map(({ root }, i) => {
      const template = templates[i];
      return template === void 0 ? root : { root, template };
    })
  ).catch(undefinedIfNotInstallable);
  const environments2 = filled ?? await create(requests.map(({ root }) => `${root}-empty`));
  return requests.map(({ requirements }, i) => ({
    environment: environments2[i],
    requirements: filled === void 0 || templates[i] === void 0 ? [] : requirements
  }));
}
async function templateFor({ requirements, writeLog }, { pool }) {
  if (requirements.length === 0 || process.platform === "win32") return void 0;
  const environment = await pool.provide({ requirements }, writeLog);
  if (requirements.some((text4) => parseRequirement(text4)?.name === "pytest")) pool.compilePytest(environment);
  return { environment, completed: pool.completed(environment) };
}
function undefinedIfNotInstallable(error) {
  if (error instanceof InstallationError || error instanceof Inconclusive) return void 0;
  throw error;
}
async function environmentFor(required, { environment, requirements }, { interpreter, scratch, caller }) {
  if (requirements.length === 0 || haveSameRequirements(requirements, required)) return environment;
  const [empty] = await createEnvironments(interpreter, [`${environment.root}-anew`], scratch, caller);
  return empty;
}

// src/python/tool-environments.ts
import { readFile as readFile20 } from "node:fs/promises";
import { join as join50 } from "node:path";
var REQUIREMENTS_FILES = {
  metadata: ["metadata-requirements.txt"],
  readme: ["metadata-requirements.txt", "readme-requirements.txt"],
  api: ["api-requirements.txt"]
};
async function toolRequirements(purpose, { version: version2 }) {
  const texts3 = await Promise.all(
    REQUIREMENTS_FILES[purpose].map((file) => readFile20(join50(PROBES, file), "utf8"))
  );
  const minor2 = version2.split(".").slice(0, 2).join(".");
  const requirements = texts3.flatMap((text4) => text4.split(/\r?\n/)).flatMap((line) => {
    const [, requirement2, marker] = /^(\w[^;]*)(?:; python_version (.+))?$/.exec(line) ?? [];
    const applies2 = marker === void 0 || isAllowed(minor2, marker.replaceAll('"', ""));
    return requirement2 !== void 0 && applies2 ? [requirement2] : [];
  });
  return { requirements, options: ["--no-deps", "--only-binary", ":all:"] };
}
async function provideToolEnvironment(purpose, {
  interpreter,
  pool
}, writeLog) {
  try {
    const environment = await pool.provide(await toolRequirements(purpose, interpreter), writeLog);
    return { kind: "ready", environment };
  } catch (error) {
    if (!(error instanceof InstallationError)) throw error;
    const reason = error.output.at(-1) ?? "the installer refused";
    return { kind: "unavailable", reason: `the package index lacks the tools for it: ${reason}` };
  }
}

// src/pipeline/setup-stages.ts
var interpreters = defineStage({
  name: "interpreters",
  scope: "package",
  needs: [],
  run: ({ project, config, toolchains }) => findPythons(config.pythons, project.requiresPython, (wanted) => toolchains.get(wanted))
});
var toolchain = defineStage({
  name: "toolchain",
  scope: "package",
  needs: ["interpreters"],
  run: async (context, { interpreters: interpreters2 }) => {
    const { toolchain: toolchain2 } = interpreters2.found[0];
    toolchain2.pool.prepare([
      { requirements: context.project.buildSystem.requires },
      await toolRequirements(likelyPurpose(context), toolchain2.interpreter)
    ]);
    return toolsOf(context, toolchain2);
  }
});
var toolEnvironment = defineStage({
  name: "tool environment",
  scope: "package",
  needs: ["toolchain"],
  run: (context, { toolchain: toolchain2 }) => toolchain2.toolEnvironment(likelyPurpose(context))
});
var preinstalledEnvironments = defineStage({
  name: "preinstalled environments",
  scope: "package",
  needs: ["toolchain"],
  run: async ({ project, config, scratch, logs }, { toolchain: { interpreter, pool } }) => {
    const isKnown = declaredDependencies(project) !== void 0;
    const expected = isKnown ? await declaredRequirements(project, config) : NOTHING;
    const forWheel = [expected.runtime, expected.tests].filter((lines) => lines.length > 0);
    pool.prepare(forWheel.map((requirements) => ({ requirements })));
    const [runtime, tests2] = await preinstall(
      ["runtime", "tests"].map((name) => ({
        root: join51(scratch, "environments", name),
        requirements: expected[name],
        writeLog: (transcript) => logs.write(LOGS[name], transcript)
      })),
      { interpreter, pool, scratch, caller: config.environment }
    );
    return { runtime, tests: tests2 };
  }
});
var testSandbox = defineStage({
  name: "test sandbox",
  scope: "package",
  needs: [],
  run: async (context) => {
    const { skip } = context.project.settings.tests;
    return skip === void 0 ? copyToSandbox(context) : new Skip(`by configuration: ${skip}`);
  }
});
var environments = defineStage({
  name: "environments",
  scope: "python",
  needs: ["toolchain", "contents", "preinstalled environments"],
  run: async (context, { toolchain: toolchain2, contents: contents2, "preinstalled environments": preinstalled }) => {
    const { project, config, scratch } = context;
    const options2 = { interpreter: toolchain2.interpreter, scratch, caller: config.environment };
    const wanted = await wheelRequirements(contents2.wheel.metadata, project, config);
    const [runtime, tests2] = await Promise.all([
      environmentFor(wanted.runtime, preinstalled.runtime, options2),
      environmentFor(wanted.tests, preinstalled.tests, options2)
    ]);
    const installExtras2 = sharedExtrasInstaller({ ...context, ...toolchain2, contents: contents2, environment: runtime });
    return { runtime, tests: tests2, installExtras: installExtras2 };
  }
});
var SETUP_STAGES = [
  interpreters,
  toolchain,
  toolEnvironment,
  preinstalledEnvironments,
  testSandbox,
  environments
];
function toolsOf({ project, checkout, config, scratch, logs, findSiblingsForBuild: findSiblings }, toolchain2) {
  const { interpreter, pool } = toolchain2;
  const { committedAt } = checkout;
  const caller = config.environment;
  const backendOf = (buildSystem) => new Backend({ buildSystem, pool, scratch, committedAt, findSiblings, caller });
  return {
    ...toolchain2,
    backend: backendOf(project.buildSystem),
    backendOf,
    toolEnvironment: (purpose) => provideToolEnvironment(
      purpose,
      { interpreter, pool },
      (transcript) => logs.write(`tools-${purpose}`, transcript)
    )
  };
}
var LOGS = { runtime: "install-ahead", tests: "install-tests-ahead" };
var NOTHING = { runtime: [], tests: [] };
function likelyPurpose({ project, checkout }) {
  return checkout.files.includes(fileOf(project, "README.rst")) ? "readme" : "metadata";
}

// src/pipeline/python-runs.ts
function choosePythons2(configured, { found, missing, leftOut }, wheel) {
  const [first, ...others] = found;
  if (configured.length < 2) return { builder: first, used: [first], missing: [], leftOut: [] };
  if (wheel === void 0) {
    const reason = `nothing was built with ${nameOf4(first)}`;
    const unused = [...others.map(nameOf4), ...missing.map(({ python }) => python)];
    return {
      builder: first,
      used: [first],
      missing: [],
      leftOut: inOrder([...leftOut, ...unused.map((python) => ({ python, reason }))], configured)
    };
  }
  const { requiresPython } = wheel;
  const isRefused = ({ toolchain: toolchain2 }) => !isAllowed(toolchain2.interpreter.version, requiresPython);
  const used = found.every(isRefused) ? [first] : found.filter((one) => !isRefused(one));
  const refused = found.filter((one) => !used.includes(one));
  return {
    builder: first,
    used,
    missing,
    leftOut: inOrder(
      [
        ...leftOut,
        ...refused.map((one) => ({ python: nameOf4(one), reason: reasonNotAllowed(requiresPython) }))
      ],
      configured
    )
  };
}
function pythonRuns(context, { builder, used, missing }, first) {
  const configured = context.config.pythons;
  if (configured.length < 2) return [{ python: void 0, context }];
  const runs = used.map((one, i) => {
    const python = nameOf4(one);
    const own = contextFor(context, one);
    if (one === builder || first === void 0) return { python, context: own };
    const scratch = join52(context.scratch, `python-${i}`);
    return { python, context: { ...own, scratch }, own: ownStages(one.toolchain, first) };
  });
  const absent = missing.map(({ python, reason }) => {
    const fail = async () => {
      throw new Inconclusive(reason);
    };
    return { python, context, own: [{ name: "toolchain", scope: "python", needs: [], run: fail }] };
  });
  return inOrder(
    [...runs, ...absent].map((run2) => ({ ...run2, python: run2.python ?? "" })),
    configured
  );
}
function ownStages(toolchain2, { sdist, contents: first }) {
  const stages = [
    {
      name: "toolchain",
      scope: "python",
      needs: [],
      run: async (context) => {
        await mkdir14(context.scratch, { recursive: true });
        return toolsOf(context, toolchain2);
      }
    },
    preinstalledEnvironments,
    testSandbox
  ];
  if (isCompatible(first.wheel.file, toolchain2.interpreter)) return stages;
  const builtBefore = async () => new Skip("it was built again with the first Python");
  return [
    ...stages,
    { ...build2, run: (context, { toolchain: toolchain3 }) => buildForPython(context, toolchain3, sdist) },
    { ...reproducibility, needs: [], after: [], run: builtBefore },
    contents
  ];
}
function contextFor(context, one) {
  const fitting = (find) => siblingsFor(one.toolchain.interpreter, find);
  return {
    ...context,
    logs: context.logs.with(nameOf4(one)),
    findSiblings: fitting(context.findSiblings),
    findSiblingsForBuild: fitting(context.findSiblingsForBuild)
  };
}
function siblingsFor(python, find) {
  return async (requirements) => {
    const siblings = await find(requirements);
    const other = siblings.find(({ file }) => !isCompatible(file, python));
    if (other === void 0) return siblings;
    throw new Inconclusive(
      `${other.name} of this repository, which it needs, was built for another Python than ${python.version}. Verify with one Python in a step: mode plan makes a job of each.`
    );
  };
}
function nameOf4({ python }) {
  return python ?? "";
}
function inOrder(all, configured) {
  return [...all].sort((a, b) => configured.indexOf(a.python) - configured.indexOf(b.python));
}

// src/pipeline/verify-package.ts
var slots = new Semaphore(availableParallelism3());
function packageGraph(context, progress, timeline) {
  const { project, config } = context;
  const checks = CHECKS.filter(({ isRequested }) => isRequested === void 0 || isRequested(config));
  return new StageGraph({
    stages: [...SETUP_STAGES, ...checks],
    context,
    pythons: {
      after: ["interpreters", "build", "contents"],
      find: async (results) => {
        const chosen = chosenPythons(config, results);
        const [build3, contents2] = [completed(results.build), usableContents(results)];
        const isBuilt = build3?.kind === "built" && contents2 !== void 0;
        const first = isBuilt ? { sdist: build3.sdist, contents: contents2 } : void 0;
        return chosen === void 0 ? [{ python: void 0, context }] : pythonRuns(context, chosen, first);
      }
    },
    limit: (work) => slots.run(work),
    inconclusive: reasonInconclusive,
    around: async ({ name, isReported, priority }, python, work) => {
      const stage = python === void 0 ? name : `${name} ${python}`;
      const end = progress.begin(project.name, stage, isReported === true);
      const started = performance.now();
      const seconds3 = () => (performance.now() - started) / 1e3;
      try {
        const run2 = () => timeline.measure(stage, work, (value2) => !(value2 instanceof Skip));
        const value = await (priority === "low" ? atLowPriority(run2) : run2());
        end(value instanceof Skip ? "skipped" : "done", seconds3());
        return value;
      } catch (error) {
        if (reasonInconclusive(error) !== void 0) end("inconclusive", seconds3());
        throw error;
      }
    }
  });
}
async function verifyPackage(context, graph) {
  const results = await graph.run().catch((error) => {
    throw error instanceof AggregateError ? combined(error.errors) : error;
  });
  return observedPackage(context, results);
}
function observedPackage(context, results) {
  const { project, config, versionPolicy } = context;
  const { event } = config;
  const chosen = chosenPythons(config, results.package);
  const first = results.pythons.find(({ python }) => python === chosen?.used[0]?.python);
  const factsWith = (own) => ({ project, event, versionPolicy, ...results.package, ...own });
  const facts = factsWith((first ?? results.pythons[0])?.results ?? {});
  if (config.pythons.length < 2 || chosen === void 0) return { facts, pythons: [], leftOut: [] };
  const versions2 = new Map(
    chosen.used.map(({ python, toolchain: toolchain2 }) => [python, toolchain2.interpreter.version])
  );
  return {
    facts,
    pythons: results.pythons.map(({ python = "", results: own }) => {
      return { python, version: versions2.get(python), facts: factsWith(own) };
    }),
    leftOut: chosen.leftOut
  };
}
function chosenPythons(config, results) {
  const interpreters2 = completed(results.interpreters);
  if (interpreters2 === void 0) return void 0;
  return choosePythons2(config.pythons, interpreters2, usableContents(results)?.wheel.metadata);
}
function usableContents(results) {
  const value = completed(results.contents);
  const offered = value === void 0 ? void 0 : contents.offer?.(value);
  return offered instanceof Skip ? void 0 : offered;
}
function reasonInconclusive(error) {
  if (error instanceof Inconclusive) return error.message;
  const { code: code2, message } = error;
  return code2 === "ENOSPC" || code2 === "EDQUOT" ? `The disk is full: ${message}. Free some of it and run again.` : void 0;
}
function combined(errors) {
  const defect = errors.find((error) => !(error instanceof ConfigurationError));
  return defect ?? new ConfigurationError(errors.flatMap((error) => error.problems));
}

// src/pipeline/packages.ts
function packageRuns(chosen, run2) {
  const { edges, verified } = chosen;
  const contextOf = contexts(chosen, run2, (path) => siblings.of(path));
  const timelineOf = memoize((_path) => new Timeline());
  const graphs = /* @__PURE__ */ new Map();
  const graphAt = (path) => {
    const graph = graphs.get(path) ?? startPackage(contextOf(path), run2.progress, timelineOf(path));
    graphs.set(path, graph);
    return graph;
  };
  const siblings = new SiblingWheels(chosen, async (path) => {
    return await graphAt(path).result("build");
  });
  return inDependencyOrder(verified, edges).map((path) => ({
    context: contextOf(path),
    timeline: timelineOf(path),
    graph: () => graphAt(path),
    buildSiblings: () => siblings.buildDependencies([path]),
    release: async () => {
      await siblings.wheelOf(path);
      graphs.delete(path);
    }
  }));
}
function contexts({ checkout, sources, edges, verified, history }, run2, siblingsOf) {
  const copies = new CheckoutCopies(
    checkout,
    join53(run2.scratch, "shared"),
    sources.map(({ project }) => project.path),
    [...reachableFrom(verified, edges, "needs")]
  );
  return memoize((path) => {
    const index = sources.findIndex(({ project: project2 }) => project2.path === path);
    const { project } = sources[index];
    const { config, toolchains } = run2;
    const { policy: policy2, "release-branches": releaseBranches } = project.settings.version;
    const scratch = join53(run2.scratch, String(index));
    const subdirectory = run2.isSingle ? "" : path === "." ? project.name : path;
    const output = verified.includes(path) ? join53(run2.directory, subdirectory) : join53(scratch, "out");
    return {
      project,
      checkout,
      config,
      versionPolicy: policyFor(config.event, config.versionPolicy ?? policy2, releaseBranches),
      scratch,
      output: join53(output, "dist"),
      logs: new Logs(join53(output, "logs"), project.name, run2.secrets),
      toolchains,
      copies,
      history,
      ...siblingsOf(path)
    };
  });
}
function startPackage(context, progress, timeline) {
  mkdirSync2(context.scratch, { recursive: true });
  for (const old of [context.output, context.logs.directory]) rmSync2(old, { recursive: true, force: true });
  return packageGraph(context, progress, timeline);
}

// src/checks/diagnosis/explained-failures.ts
var RULES_OF_CAUSE = {
  module: ["module-missing", "sdist-incomplete"],
  data: ["data-missing", "sdist-incomplete"],
  distribution: ["dependency-undeclared"]
};
var RULES_OF_IMPORTS = ["import-failed", "version-disagrees"];
function countExplainedFailures(kind, facts, broken) {
  const undeclared = missingDependencies(facts).map(({ module }) => module);
  const failures2 = failuresWithCauses(facts).filter((failure) => failure.kind === kind);
  return failures2.filter(({ cause, error }) => {
    if (cause.kind === "other")
      return RULES_OF_IMPORTS.some((rule) => broken.has(rule)) && isReportedByImport(error, facts);
    return isReportedElsewhere(cause, undeclared) && RULES_OF_CAUSE[cause.kind].some((rule) => broken.has(rule));
  }).length;
}

// src/report/across-pythons.ts
function mergePythons(all) {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ check: check2 }) => check2.check)))];
  const byCheck = names.map(
    (name) => all.flatMap(
      ({ python, version: version2, checks }) => checks.filter(({ check: check2 }) => check2.check === name).map((one) => ({ python, version: version2, ...one }))
    )
  );
  return { checks: byCheck.flatMap(mergeChecks), findings: byCheck.flatMap(mergeFindings) };
}
function mergeChecks(own) {
  const all = own.map(({ python, version: version2, check: check2 }) => {
    const clauses = check2.reason?.split("; ");
    const pythonClause = clauses?.find((clause) => clause.endsWith(`Python ${version2}`));
    const masked = clauses?.map((clause) => clause === pythonClause ? MASK : clause).join("; ");
    return { python, value: { ...check2, reason: masked, pythonClause, version: version2 } };
  });
  return groupEqual(all, ({ status: status2, reason }) => [status2, reason]).map(({ values, pythons }) => {
    const [{ check: check2, status: status2, reason } = NOTHING2] = values;
    return {
      check: check2,
      status: status2,
      seconds: Math.max(...values.map(({ seconds: seconds3 }) => seconds3)),
      ...reason === void 0 ? {} : { reason: reason.replace(MASK, () => mergePythonClauses(values)) },
      ...pythons.length === own.length ? {} : { pythons }
    };
  });
}
var NOTHING2 = { check: "", status: "skip", reason: void 0 };
var MASK = "\0";
function mergePythonClauses(all) {
  const prefixes = all.map(
    ({ pythonClause = "", version: version2 = "" }) => pythonClause.slice(0, pythonClause.length - version2.length)
  );
  return new Set(prefixes).size === 1 ? `${prefixes[0]}${list(all.map(({ version: version2 = "" }) => version2))}` : list(all.map(({ pythonClause = "" }) => pythonClause));
}
function mergeFindings(own) {
  const reached = own.filter(({ check: check2 }) => check2.status !== "skip").map(({ python }) => python);
  const all = own.flatMap(({ python, findings }) => findings.map((value) => ({ python, value })));
  return groupEqual(all, ({ facts: _, ...comparable }) => comparable).map(({ values, pythons }) => ({
    ...values[0],
    ...reached.every((python) => pythons.includes(python)) ? {} : { pythons }
  }));
}
function groupEqual(all, comparable) {
  const groups = /* @__PURE__ */ new Map();
  for (const { python, value } of all) {
    const key = JSON.stringify(comparable(value));
    const group2 = groups.get(key) ?? { values: [], pythons: [] };
    groups.set(key, group2);
    group2.values.push(value);
    if (!group2.pythons.includes(python)) group2.pythons.push(python);
  }
  return [...groups.values()];
}
var STATUS_ORDER = ["fail", "error", "warn", "pass", "skip"];
function checkLines(checks) {
  const names = [...new Set(checks.map(({ check: check2 }) => check2))];
  return names.map((name) => {
    const own = checks.filter(({ check: check2 }) => check2 === name);
    const shown = own.some(({ status: status2 }) => status2 !== "skip") ? own.filter(({ status: status2 }) => status2 !== "skip") : own;
    const sorted = shown.sort((a, b) => STATUS_ORDER.indexOf(a.status) - STATUS_ORDER.indexOf(b.status));
    const parts = sorted.map(
      ({ pythons, reason = "" }) => pythons === void 0 ? reason : `${pythons.join(", ")}: ${reason.replace(/\.$/, "")}`
    );
    return {
      check: name,
      status: sorted[0]?.status ?? "skip",
      seconds: Math.max(...own.map(({ seconds: seconds3 }) => seconds3)),
      reason: parts.join("; ")
    };
  });
}
function onlyWith({ pythons }) {
  return pythons === void 0 ? "" : `only with Python ${list(pythons)}`;
}
function notVerified({ pythons = [] }) {
  return pythons.flatMap(
    (one) => "leftOut" in one ? [`not verified with Python ${one.python}: ${one.leftOut}`] : []
  );
}

// src/report/package-report.ts
function reportPackage(facts, logs, today, { pythons, leftOut } = { pythons: [], leftOut: [] }) {
  const { ignore } = facts.project.settings;
  const common = decide2(facts, today);
  const perPython = pythons.map(({ python, version: version2, facts: own }) => {
    return { python, version: version2, checks: withCommon(decide2(own, today), common, { own, facts }) };
  });
  const one = {
    checks: common.map(({ check: check2 }) => check2),
    findings: common.flatMap(({ findings: findings2 }) => findings2)
  };
  const { checks, findings: reported } = perPython.length === 0 ? one : mergePythons(perPython);
  const findings = [...reported, ...unusedIgnores(ignore, reported, today)];
  const wheel = completed(facts.contents)?.wheel;
  const all = pythons.length === 0 ? [facts] : pythons.map((one2) => one2.facts);
  const modules = modulesOf(all);
  const byPython = [
    ...perPython.map((one2) => ({
      python: one2.python,
      verdict: verdictOf(one2.checks.map(({ check: check2 }) => check2))
    })),
    ...leftOut.map(({ python, reason }) => ({ python, leftOut: reason }))
  ];
  return {
    path: facts.project.path,
    name: wheel?.metadata.name ?? facts.project.name,
    version: wheel?.metadata.version ?? null,
    previousVersion: completed(facts.version)?.baseline?.version ?? null,
    verdict: verdictOf(checks),
    artifacts: artifactsOf(all),
    checks,
    findings: findings.sort((a, b) => WEIGHT2[b.severity] - WEIGHT2[a.severity]),
    versions: versionTable(facts).map(({ source, version: version2, agrees, where }) => ({
      source,
      version: version2,
      agrees,
      ...position2(where)
    })),
    ships: wheel?.topLevels.map(({ name }) => name) ?? [],
    ...modules === void 0 ? {} : { modules },
    ...byPython.length === 0 ? {} : { pythons: byPython },
    logs
  };
}
function withCommon(decided, common, { own, facts }) {
  const isUsed = own.install.kind === "completed";
  return decided.map((one) => {
    const check2 = CHECKS.find(({ name }) => name === one.check.check);
    const isSame = check2?.scope === "package" && !isUsed && own[check2.name] === facts[check2.name];
    const isCommon = check2?.decidedOnce === true || isSame;
    return (isCommon ? common.find((other) => other.check.check === one.check.check) : void 0) ?? one;
  });
}
function decide2(facts, today) {
  const { ignore } = facts.project.settings;
  const decided = CHECKS.flatMap((check2) => {
    const result = check2.reportedResult?.(facts) ?? facts[check2.name];
    const findings = check2.decide(facts).map((finding) => toReported(finding, ignore, today));
    return result === void 0 ? [] : [{ check: check2, result, findings }];
  });
  const all = decided.flatMap(({ findings }) => findings);
  return decided.map(({ check: check2, result, findings }) => ({
    check: reportCheck(check2, result, findings, all, facts),
    findings
  }));
}
function artifactsOf(all) {
  const files = all.flatMap(({ build: build3 }) => {
    const value = completed(build3);
    return value?.kind === "built" ? [value.wheel, value.sdist] : [];
  });
  const byFile = new Map(files.map(({ file, kind, sha256, bytes }) => [file, { file, kind, sha256, bytes }]));
  return [...byFile.values()].sort((a, b) => a.kind === b.kind ? 0 : a.kind === "wheel" ? -1 : 1);
}
function modulesOf(all) {
  const results = all.flatMap(({ tests: tests2 }) => completed(tests2)?.modules ?? []);
  if (results.length < 2) return results[0];
  const union2 = (lists) => [...new Set(lists.flat())];
  const loaded = union2(results.map((one) => one.loaded));
  const notLoaded = union2(results.map((one) => one.notLoaded)).filter((module) => !loaded.includes(module));
  return { loaded, notLoaded };
}
function reportError({ path, name }, error, logs) {
  const isBug = !(error instanceof ConfigurationError || error instanceof Inconclusive);
  const reason = isBug ? `this is a defect of as-installed itself, please report it: ${error.message}` : error.message;
  return {
    ...withoutArtifact({ path, name }, logs),
    verdict: "error",
    checks: [{ check: "build", status: "error", seconds: 0, reason }]
  };
}
function reportUnchanged(project, reason, logs) {
  const always = CHECKS.filter(({ isRequested }) => isRequested === void 0);
  return {
    ...withoutArtifact(project, logs),
    verdict: "pass",
    leftOut: reason,
    checks: always.map(({ name }) => ({ check: name, status: "skip", seconds: 0, reason }))
  };
}
function withoutArtifact({ path, name }, logs) {
  const nothing = { artifacts: [], findings: [], versions: [], ships: [] };
  return { path, name, version: null, previousVersion: null, ...nothing, logs };
}
var WEIGHT2 = { error: 2, warning: 1, note: 0 };
function toReported(finding, ignore, today) {
  const { message, fix } = messageOf(finding);
  const ignored = ignore.find((entry) => applies(entry, finding.rule, message, today));
  return {
    rule: finding.rule,
    severity: ignored === void 0 ? finding.severity : "note",
    message,
    fix,
    ...position2(finding.where),
    facts: finding.facts,
    ...ignored === void 0 ? {} : { ignored: ignored.reason }
  };
}
function failedRules(findings) {
  return new Set(
    findings.filter(({ severity, ignored }) => severity === "error" && ignored === void 0).map(({ rule }) => rule)
  );
}
function position2(where) {
  if (where === void 0) return {};
  return { file: where.file, ...where.line === void 0 ? {} : { line: where.line } };
}
function messageOf(finding) {
  const words2 = RULES[finding.rule];
  return { message: words2.message(finding.facts), fix: words2.fix(finding.facts) };
}
function applies({ rule, match, expires }, reported, message, today) {
  return rule === reported && (match === void 0 || message.includes(match)) && (expires === void 0 || today <= expires);
}
function unusedIgnores(ignore, findings, today) {
  return ignore.flatMap((entry) => {
    if (findings.some(
      ({ rule, message: message2, ignored }) => ignored !== void 0 && applies(entry, rule, message2, today)
    ))
      return [];
    const expired = entry.expires !== void 0 && entry.expires < today;
    const message = expired ? `The ignore of ${entry.rule} expired on ${entry.expires} (its reason was: ${entry.reason}).` : `An ignore of ${entry.rule} in [tool.as-installed] matches nothing${entry.match === void 0 ? "" : ` with "${entry.match}"`}.`;
    return [
      {
        rule: entry.rule,
        severity: "warning",
        message,
        fix: "Remove it, or renew it.",
        facts: { ...entry }
      }
    ];
  });
}
function reportCheck(check2, result, own, all, facts) {
  const seconds3 = result.kind === "skipped" ? 0 : Math.round(result.seconds * 100) / 100;
  const counted = own.filter(({ ignored }) => ignored === void 0);
  const defects = counted.filter(({ severity }) => severity === "error").length;
  const as = (status2, reason) => ({
    check: check2.name,
    status: status2,
    seconds: seconds3,
    ...reason === void 0 ? {} : { reason }
  });
  if (defects > 0) return as("fail", count(defects, "defect"));
  if (check2.blocksOtherChecks?.(facts)) return as("fail", "this cannot be ignored: nothing could be verified");
  if (result.kind === "inconclusive") return as("error", result.reason);
  if (result.kind === "skipped") return as("skip", result.reason);
  const explained = check2.failureKind === void 0 ? 0 : countExplainedFailures(check2.failureKind, facts, failedRules(all));
  if (explained > 0) return as("fail", `${count(explained, "failure")} explained by the findings`);
  return as(counted.some(({ severity }) => severity === "warning") ? "warn" : "pass", check2.summarize(facts));
}
function withoutSecrets(report, secrets) {
  const clean2 = (value) => {
    if (typeof value === "string") return redact(value, secrets);
    if (Array.isArray(value)) return value.map(clean2);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clean2(item)]));
  };
  return {
    ...report,
    checks: report.checks.map(
      ({ reason, ...check2 }) => reason === void 0 ? check2 : { ...check2, reason: redact(reason, secrets) }
    ),
    versions: report.versions.map((row) => clean2(row)),
    findings: report.findings.map(({ message, fix, facts, ...finding }) => ({
      ...finding,
      message: redact(message, secrets),
      ...fix === void 0 ? {} : { fix: redact(fix, secrets) },
      facts: clean2(facts)
    }))
  };
}

// src/commands/verify-packages.ts
async function verifyPackages(chosen, run2) {
  const runs = chosen.flatMap(
    (one, index) => packageRuns(one, { ...run2, scratch: join54(run2.scratch, String(index)) })
  );
  run2.progress.expect(runs.length);
  const results = await inParallel(runs, (one) => verifyOne(one, run2));
  const byDirectory = new Map(
    results.map((result, index) => [runs[index]?.context.project.directory, result])
  );
  return chosen.flatMap(
    ({ requested, sources, checkout, unchanged }) => requested.flatMap((path) => {
      const project = sources.find((source) => source.project.path === path)?.project;
      const reason = unchanged.get(path);
      if (project === void 0 || reason === void 0)
        return byDirectory.get(join54(checkout.root, path)) ?? [];
      return [{ report: reportUnchanged(project, reason, join54(run2.directory, path, "logs")), logs: [] }];
    })
  );
}
async function verifyOne({ context, timeline, graph, buildSiblings, release }, { config, isSingle, progress, secrets }) {
  const { project, scratch, logs } = context;
  const started = performance.now();
  const today = (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
  const siblings = buildSiblings();
  let report;
  try {
    const verified = await verifyPackage(context, graph());
    const timings = timingsOf2(timeline.snapshot());
    report = { ...reportPackage(verified.facts, logs.directory, today, verified), timings };
  } catch (error) {
    if (isSingle && !isMatrixJob(config)) throw error;
    report = reportError(project, error, logs.directory);
  } finally {
    await siblings;
    await release();
  }
  removeDirectory(scratch);
  progress.done(project.name, report.verdict, (performance.now() - started) / 1e3);
  return { report: withoutSecrets(report, secrets), logs: logs.all };
}

// src/commands/verify.ts
async function verify(config, progress) {
  const timeline = new Timeline();
  const { report, file, logs } = await timeline.measure("run", () => findAndVerify(config, progress));
  const timed = { ...report, timings: runTimingsOf(timeline.snapshot()) };
  await writeFile11(file, `${JSON.stringify(timed, null, 2)}
`);
  return { report: timed, file, logs };
}
async function findAndVerify(config, progress) {
  const found = await findPackages2(config.paths, RULE_NAMES);
  const directory = await outputDirectory(config);
  const file = config.json ?? join55(directory, "report.json");
  await checkWritable(file);
  const secrets = secretsIn(config.environment);
  const isSingle = found.length === 1 && found[0]?.requested.length === 1;
  if (!isSingle) keepHeapSmall();
  const { report, logs } = await withScratch(async (scratch) => {
    const toolchains = new Toolchains(config, join55(scratch, "toolchains"));
    const run2 = { config, progress, secrets, directory, scratch, toolchains, isSingle };
    const chosen = await selectPackages(found, config, scratch);
    const results = await verifyPackages(chosen, run2).finally(() => toolchains.settled());
    return { report: reportOf(results, chosen, config), logs: results.flatMap((one) => one.logs) };
  }).finally(() => progress.end());
  return { report, file, logs };
}
function reportOf(results, chosen, config) {
  const packages2 = results.map(({ report }) => report);
  const commits = chosen.map(({ checkout }) => checkout.head);
  const run2 = runIdentity(config, commits);
  const basis = chosen.flatMap((one) => one.basis ?? []);
  return {
    schema: 1,
    verdict: worst(packages2.map(({ verdict: verdict2 }) => verdict2)),
    ...run2 === void 0 ? {} : { run: run2 },
    packages: packages2,
    ...basis.length === 0 ? {} : { selection: basis.join(" ") }
  };
}

// src/report/many-packages.ts
var MAX_DETAILED = 5;
function partitionPackages({ packages: packages2 }) {
  const verified = packages2.filter(({ leftOut }) => leftOut === void 0);
  if (verified.length <= MAX_DETAILED) return [verified, []];
  const isClean = ({ verdict: verdict2, findings }) => verdict2 === "pass" && findings.length === 0;
  return [verified.filter((one) => !isClean(one)), verified.filter(isClean)];
}
function leftOutSentences(all, max) {
  const paths = /* @__PURE__ */ new Map();
  for (const { name, path } of all) paths.set(name, (paths.get(name) ?? /* @__PURE__ */ new Set()).add(path));
  const isShared = (name) => (paths.get(name)?.size ?? 0) > 1;
  const byReason = /* @__PURE__ */ new Map();
  for (const one of all) {
    const key = `${one.python}
${one.reason}`;
    const group2 = byReason.get(key) ?? { one, names: [] };
    group2.names.push(isShared(one.name) ? `${one.name} (${one.path})` : one.name);
    byReason.set(key, group2);
  }
  return [...byReason.values()].map(({ one: { python, reason }, names }) => {
    return `Not verified${python === void 0 ? "" : ` with Python ${python}`}: ${listSome(names, max)} (${reason}).`;
  });
}
function leftOutOf2(packages2) {
  return packages2.flatMap(
    ({ path, name, leftOut }) => leftOut === void 0 ? [] : [{ path, name, reason: leftOut }]
  );
}
var VERDICTS = {
  fail: "broken",
  error: "undecided",
  pass: "that work as installed"
};
function describeAll(packages2) {
  const verified = packages2.filter(({ leftOut }) => leftOut === void 0);
  if (verified.length === 0) return `${count(packages2.length, "package")}, all unchanged`;
  const of = (verdict2) => verified.filter((one) => one.verdict === verdict2).length;
  const parts = ["fail", "error", "pass"].flatMap(
    (verdict2) => of(verdict2) === 0 ? [] : [`${of(verdict2)} ${VERDICTS[verdict2]}`]
  );
  const unchanged = packages2.length - verified.length;
  return `${count(verified.length, "package")}: ${parts.join(", ")}${unchanged === 0 ? "" : `; ${unchanged} unchanged`}`;
}

// src/report/summary.ts
var VERDICTS2 = {
  pass: "\u2705 The artifact works as installed",
  fail: "\u274C The artifact is broken",
  error: "\u26A0\uFE0F It could not be decided"
};
var STATUSES = {
  pass: "\u2705 pass",
  fail: "\u274C fail",
  warn: "\u26A0\uFE0F warning",
  skip: "\u2796 not applicable",
  error: "\u2754 undecided"
};
var MAX_BYTES2 = 9e5;
function summaryOf(report) {
  const [detailed] = partitionPackages(report);
  const hasCharts = detailed.length <= MAX_DETAILED;
  const summaries = detailed.map(({ timings, ...one }) => {
    return packageSummary(hasCharts && timings !== void 0 ? { ...one, timings } : one);
  });
  return truncate([overview(report), ...summaries].filter(Boolean).join("\n"));
}
function truncate(text4) {
  const bytes = Buffer.from(text4);
  if (bytes.length <= MAX_BYTES2) return text4;
  const cut = bytes.subarray(0, MAX_BYTES2).toString("utf8");
  const lines = cut.slice(0, cut.lastIndexOf("\n")).split("\n");
  return [...lines, ...openFence(lines), "", "*The rest did not fit here; it is in the report.*", ""].join(
    "\n"
  );
}
function overview(report) {
  const { packages: packages2, selection, verdict: verdict2, timings } = report;
  const verified = packages2.filter(({ leftOut }) => leftOut === void 0);
  const lines = [selection ?? "", ...leftOutSentences(leftOutOf2(packages2))].filter(Boolean).map((line) => escapeMarkdown(line));
  if (packages2.length === 1) return lines.join("\n");
  return [
    `# ${MARKS[verdict2]} ${describeAll(packages2)}`,
    "",
    ...lines.flatMap((line) => [line, ""]),
    ...verified.length === 0 ? [] : ["| Package | Version | Result | Defects |", "|---|---|---|--:|"],
    ...verified.map(
      ({ name, version: version2, verdict: own, findings }) => `| ${cell(name)} | ${cell(version2 ?? "")} | ${MARKS[own]} ${own} | ${findings.filter(({ severity }) => severity === "error").length} |`
    ),
    "",
    ...timings === void 0 ? [] : [escapeMarkdown(runTimingsInWords(timings)), ""]
  ].join("\n");
}
var MARKS = { pass: "\u2705", fail: "\u274C", error: "\u26A0\uFE0F" };
function openFence(lines) {
  let open;
  for (const line of lines) {
    if (open === void 0 && /^`{3,}$/.test(line)) open = line;
    else if (line === open) open = void 0;
  }
  return open === void 0 ? [] : [open];
}
function packageSummary(report) {
  const title2 = `${escapeMarkdown(report.name)} ${escapeMarkdown(report.version ?? "")}`.trim();
  const defects = report.findings.filter(({ severity }) => severity === "error");
  const others = report.findings.filter(({ severity }) => severity !== "error");
  return [
    `## ${VERDICTS2[report.verdict]}: ${title2}`,
    "",
    "| Check | Result | Seconds | |",
    "|---|---|--:|---|",
    ...checkLines(report.checks).map(
      ({ check: check2, status: status2, seconds: seconds3, reason }) => `| ${check2} | ${STATUSES[status2]} | ${seconds3.toFixed(1)} | ${cell(reason)} |`
    ),
    "",
    ...notVerified(report).flatMap((line) => [`- ${escapeMarkdown(line)}`, ""]),
    ...section(count(defects.length, "defect"), defects),
    ...section("Also seen", others),
    ...versions(report),
    ...wheelContents(report),
    ...report.timings === void 0 ? [] : chart(report.timings)
  ].join("\n");
}
function chart(timings) {
  const words2 = escapeMarkdown(timingsInWords(timings));
  return [
    `<details><summary>${words2}</summary>`,
    "",
    "```mermaid",
    ganttOf(timings),
    "```",
    "",
    "</details>",
    ""
  ];
}
function section(title2, findings) {
  return findings.length === 0 ? [] : [`### ${title2}`, "", ...findings.flatMap(findingLines)];
}
function findingLines(finding) {
  const { rule, message, fix, file, line, ignored } = finding;
  const only = [onlyWith(finding)].filter(Boolean).map((words2) => ` \xB7 ${escapeMarkdown(words2)}`);
  const page = `[\`${rule}\`](${docsPage(rule)})`;
  return [
    `**${RULES[rule].title}** \xB7 ${page}${location(file, line)}${only.join("")}`,
    "",
    ...quoted2(message),
    "",
    ...ignored === void 0 ? [] : [`Ignored: ${escapeMarkdown(ignored)}`, ""],
    ...fix === void 0 || ignored !== void 0 ? [] : ["<details open><summary>Fix</summary>", "", ...fenced(fix), "", "</details>", ""]
  ];
}
function versions({ versions: rows }) {
  if (rows.length === 0) return [];
  const broken = rows.some(({ agrees }) => agrees === false);
  return [
    broken ? "<details open><summary>The version is not the same everywhere</summary>" : "<details><summary>The version is the same everywhere</summary>",
    "",
    "| Told by | Version | Agrees |",
    "|---|---|---|",
    ...rows.map(
      ({ source, version: version2, agrees, file, line }) => `| ${cell(source)}${location(file, line)} | ${cell(version2 ?? "")} | ${AGREES[`${agrees}`]} |`
    ),
    "",
    "</details>",
    ""
  ];
}
var AGREES = { true: "\u2705", false: "\u274C", null: "\u2796" };
function wheelContents({ artifacts, ships, previousVersion }) {
  if (artifacts.length === 0) return [];
  return [
    "### What ships",
    "",
    ...artifacts.map(
      ({ file, bytes, sha256 }) => `- ${code(file.split(/[\\/]/).at(-1) ?? file)}, ${kilobytes(bytes)}, sha256 ${code(sha256)}`
    ),
    `- imports as ${ships.map(code).join(", ") || "nothing"}`,
    ...previousVersion === null ? [] : [`- last release: ${escapeMarkdown(previousVersion)}`],
    ""
  ];
}
function location(file, line) {
  return file === void 0 ? "" : ` \xB7 ${code(line === void 0 ? file : `${file}:${line}`)}`;
}
function kilobytes(bytes) {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}
function escapeMarkdown(text4) {
  return text4.replace(
    /[\\`*_{}[\]<>#|~&@$]|^\s*([-+=]|\d+[.)](?=\s|$))/gm,
    (characters) => [...characters].map((character) => `&#${character.charCodeAt(0)};`).join("")
  );
}
function cell(text4) {
  return escapeMarkdown(text4).replace(/\r\n|\r|\n/g, "<br>");
}
function quoted2(text4) {
  return text4.split(/\r\n|\r|\n/).map((line) => `> ${escapeMarkdown(line)}`);
}
function code(text4) {
  return `<code>${escapeMarkdown(text4)}</code>`;
}
function fenced(text4) {
  const longest2 = Math.max(2, ...[...text4.matchAll(/`+/g)].map(([run2]) => run2.length));
  const fence = "`".repeat(longest2 + 1);
  return [fence, text4, fence];
}

// src/report/terminal.ts
var RED = 31;
var GREEN = 32;
var YELLOW = 33;
var DIM = 2;
var BOLD = 1;
var MARKS2 = {
  pass: ["\u2713", GREEN],
  fail: ["\u2717", RED],
  warn: ["!", YELLOW],
  skip: ["-", DIM],
  error: ["?", YELLOW]
};
var SEVERITIES = { error: RED, warning: YELLOW, note: DIM };
function terminalReport(report, style) {
  const paint = painter(style);
  const [detailed, brief] = partitionPackages(report);
  const texts3 = [
    brief.map((one) => `${paint(GREEN, "\u2713")} ${title(one)}
`).join(""),
    ...detailed.map((one) => packageText(one, style, paint)),
    footer(report, style, paint)
  ];
  return texts3.filter(Boolean).join("\n");
}
function footer(report, style, paint) {
  const { packages: packages2, selection, verdict: verdict2, timings } = report;
  const lines = [selection ?? "", ...leftOutSentences(leftOutOf2(packages2))].filter(Boolean).map(stripControls);
  if (packages2.length > 1) {
    const [text4, colour] = VERDICTS3[verdict2];
    lines.push(`${paint(colour, text4)}  ${describeAll(packages2)}`);
    if (style.timings && timings !== void 0) lines.push(paint(DIM, runTimingsInWords(timings)));
  }
  return lines.map((line) => `${line}
`).join("");
}
function title({ name, version: version2, pythons = [] }) {
  const used = pythons.flatMap((one) => "leftOut" in one ? [] : [one.python]);
  const pythonsText = used.length === 0 ? "" : `with Python ${list(used)}`;
  return stripControls([name, version2, pythonsText].filter(Boolean).join(" "));
}
function painter({ colour }) {
  return (code2, text4) => colour ? `\x1B[${code2}m${text4}\x1B[0m` : text4;
}
function packageText(report, { timings }, paint) {
  const lines = [paint(BOLD, title(report)), ""];
  const width = Math.max(...report.checks.map(({ check: check2 }) => check2.length));
  for (const { check: check2, status: status2, seconds: seconds3, reason } of checkLines(report.checks)) {
    const [mark, colour] = MARKS2[status2];
    const time2 = timings ? paint(DIM, `${seconds3.toFixed(1).padStart(7)} s`) : "";
    lines.push(
      `  ${paint(colour, mark)} ${check2.padEnd(width)}${time2}  ${stripControls(reason).replaceAll("\n", " ")}`.trimEnd()
    );
  }
  for (const line of notVerified(report)) lines.push(paint(DIM, `  - ${stripControls(line)}`));
  lines.push(...versionLines(report, paint));
  for (const finding of report.findings) lines.push("", ...findingText(finding, paint));
  lines.push("", verdictLine(report, paint));
  if (report.verdict !== "pass") lines.push(paint(DIM, `Logs: ${report.logs}`));
  if (timings && report.timings !== void 0) lines.push(paint(DIM, timingsInWords(report.timings)));
  return `${lines.join("\n")}
`;
}
function versionLines({ versions: versions2 }, paint) {
  if (!versions2.some(({ agrees }) => agrees === false)) return [];
  const width = Math.max(...versions2.map(({ source }) => source.length));
  const rows = versions2.map(({ source, version: version2, agrees }) => {
    const [mark, colour] = MARKS2[agrees === null ? "skip" : agrees ? "pass" : "fail"];
    const text4 = stripControls(version2 ?? "").replaceAll("\n", " ");
    return `    ${paint(colour, mark)} ${source.padEnd(width)}  ${text4}`.trimEnd();
  });
  return ["", "  The version is not the same everywhere:", ...rows];
}
function findingText(finding, paint) {
  const { rule, severity, message, fix, file, line, ignored } = finding;
  const location2 = file === void 0 ? "" : `  ${file}${line === void 0 ? "" : `:${line}`}`;
  const only = [onlyWith(finding)].filter(Boolean).map((words2) => `  ${stripControls(words2)}`);
  const head = `${paint(SEVERITIES[severity], ignored === void 0 ? severity : "ignored")} ${paint(BOLD, rule)}${location2}${only.join("")}`;
  const what = indent(stripControls(message));
  if (ignored !== void 0) return [head, ...what, ...indent(stripControls(`Ignored: ${ignored}`))];
  const why = severity === "error" ? [paint(DIM, `  ${RULES[rule].why}`)] : [];
  return [head, ...what, ...why, ...fix === void 0 ? [] : indent(stripControls(`Fix: ${fix}`))];
}
function stripControls(text4) {
  return text4.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, "").replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}
function indent(text4) {
  return text4.split("\n").map((line, i) => i === 0 ? `  ${line}` : `       ${line}`);
}
var VERDICTS3 = {
  pass: ["PASS", GREEN],
  fail: ["FAIL", RED],
  error: ["ERROR", YELLOW]
};
function verdictLine(report, paint) {
  const [text4, colour] = VERDICTS3[report.verdict];
  const defects = report.findings.filter(({ severity }) => severity === "error").length;
  const warnings = report.findings.filter(({ severity }) => severity === "warning").length;
  const inconclusive = report.checks.filter(({ status: status2 }) => status2 === "error").length;
  const parts = [
    defects > 0 ? count(defects, "defect") : "",
    inconclusive > 0 ? `${count(inconclusive, "check")} undecided` : "",
    warnings > 0 ? count(warnings, "warning") : ""
  ].filter(Boolean);
  const words2 = report.verdict === "pass" ? "the artifact works as installed" : "";
  return `${paint(colour, text4)}  ${[words2, ...parts].filter(Boolean).join(", ")}`;
}

// src/matrix/joined-terminal.ts
var MARKS3 = {
  pass: ["\u2713", GREEN],
  warn: ["!", YELLOW],
  fail: ["\u2717", RED],
  error: ["?", YELLOW],
  missing: ["?", YELLOW],
  none: ["-", DIM]
};
var VERDICTS4 = { pass: ["PASS", GREEN], fail: ["FAIL", RED], error: ["ERROR", YELLOW] };
function joinedText(report, style) {
  const paint = painter(style);
  const { columns, rows } = joinedTable(report);
  const width = Math.max(0, ...rows.map(({ name }) => name.length));
  const lines = rows.length === 0 ? [] : [`  ${" ".repeat(width)}  ${columns.join("  ")}`.trimEnd()];
  for (const { name, cells } of rows) {
    const marks = cells.map((one, i) => {
      const [mark, colour2] = MARKS3[one];
      return paint(colour2, mark) + " ".repeat((columns[i] ?? "").length - 1);
    });
    lines.push(`  ${stripControls(name).padEnd(width)}  ${marks.join("  ")}`.trimEnd());
  }
  const notes2 = [report.selection ?? "", ...leftOutSentences(report.gate?.leftOut ?? [])].filter(Boolean);
  if (notes2.length > 0) lines.push("", ...notes2.map((line) => paint(DIM, `  ${stripControls(line)}`)));
  for (const { name, checks } of report.packages)
    for (const { check: check2, status: status2, reason } of checks)
      if (status2 === "error")
        lines.push("", `${paint(YELLOW, "?")} ${stripControls(`${name}: ${check2}: ${reason ?? ""}`)}`);
  for (const { name, finding, onlyIn } of joinedFindings(report)) {
    const where = onlyIn.length === 0 ? "" : `, only in ${list(onlyIn)}`;
    lines.push("", paint(BOLD, stripControls(`${name}${where}`)), ...findingText(finding, paint));
  }
  const problems = report.gate?.problems ?? [];
  for (const { message } of problems) lines.push("", `${paint(YELLOW, "?")} ${stripControls(message)}`);
  const [word, colour] = VERDICTS4[report.verdict];
  const amount = problems.length === 0 ? "" : ` (${count(problems.length, "problem")})`;
  return `${[...lines, "", `${paint(colour, word)}  ${joinedVerdict(report)}${amount}`].join("\n")}
`;
}

// src/matrix/plan-text.ts
function planText({ cells, leftOut, selection }) {
  const width = Math.max(0, ...cells.map(({ name }) => name.length));
  const lines = [
    ...cells.map(
      ({ name, os, packages: packages2 }) => `  ${stripControls(name).padEnd(width)}  ${os}  ${time(packages2)}  ${stripControls(listSome(packages2.map(({ path }) => path)))}`
    ),
    ...notes({ leftOut, selection }).map((line) => `  - ${stripControls(line)}`)
  ];
  return `${[...lines, "", sentence2({ cells, leftOut })].join("\n")}
`;
}
function planSummary({ cells, leftOut, selection }) {
  return truncate(
    [
      `## ${sentence2({ cells, leftOut })}`,
      "",
      ...cells.length === 0 ? [] : ["| Cell | Runner | | Packages |", "|---|---|--:|---|"],
      ...cells.map(
        ({ name, os, packages: packages2 }) => `| ${cell(name)} | ${cell(os)} | ${time(packages2)} | ${cell(listSome(packages2.map(({ path }) => path)))} |`
      ),
      "",
      ...notes({ leftOut, selection }).map((line) => `- ${escapeMarkdown(line)}`),
      ""
    ].join("\n")
  );
}
function notes({
  leftOut,
  selection
}) {
  return [...selection === void 0 ? [] : [selection], ...leftOutSentences(leftOut)];
}
function sentence2({ cells, leftOut }) {
  const packages2 = new Set(cells.flatMap((one) => one.packages.map(({ path }) => path))).size;
  const leftOutCount = new Set(leftOut.filter(({ python }) => python === void 0).map(({ path }) => path)).size;
  const suffix = leftOutCount === 0 ? "" : `; ${leftOutCount} left out`;
  if (cells.length === 0) return `Planned: nothing to verify${suffix}`;
  return `Planned: ${count(packages2, "package")} in ${count(cells.length, "job")}${suffix}`;
}
function time(packages2) {
  const seconds3 = Math.round(packages2.reduce((sum2, one) => sum2 + one.seconds, 0));
  return `${packages2.every(({ timing }) => timing === "measured") ? "" : "~"}${seconds3} s`;
}

// src/report/progress.ts
var SPINNER = ["\u280B", "\u2819", "\u2839", "\u2838", "\u283C", "\u2834", "\u2826", "\u2827", "\u2807", "\u280F"];
function liveProgress(out) {
  const running2 = /* @__PURE__ */ new Map();
  let turn = 0;
  let [packages2, done] = [1, 0];
  const draw = () => {
    const parts = [...running2.values()].map(
      ({ label, since }) => `${label} ${Math.round((performance.now() - since) / 1e3)}s`
    );
    const all = packages2 > 1 ? `${done}/${packages2}  ` : "";
    const line = parts.length === 0 ? "" : `${SPINNER[turn++ % SPINNER.length]} ${all}${parts.join("  ")}`;
    out.write(`\r\x1B[K${line.slice(0, (out.columns || 80) - 1)}`);
  };
  const timer = setInterval(draw, 100);
  timer.unref();
  return {
    begin(packageName, stage) {
      const key = Symbol(stage);
      running2.set(key, { label: `${packageName}: ${stage}`, since: performance.now() });
      return () => running2.delete(key);
    },
    expect(count2) {
      packages2 = count2;
    },
    done() {
      done++;
    },
    end() {
      clearInterval(timer);
      out.write("\r\x1B[K");
    }
  };
}
function plainProgress(write) {
  const timers = /* @__PURE__ */ new Set();
  let [packages2, done] = [1, 0];
  return {
    begin(packageName, stage, isReported) {
      const since = performance.now();
      const timer = setInterval(
        () => write(`${packageName}: ${stage} goes on (${Math.round((performance.now() - since) / 1e3)} s)`),
        6e4
      );
      timer.unref();
      timers.add(timer);
      return (how, seconds3) => {
        clearInterval(timer);
        timers.delete(timer);
        if (how === "skipped" || how === "done" && (packages2 > 1 || !isReported)) return;
        write(
          `${packageName}: ${stage} ${how === "done" ? "done" : "could not be decided"} (${seconds3.toFixed(1)} s)`
        );
      };
    },
    expect(count2) {
      packages2 = count2;
    },
    done(packageName, how, seconds3) {
      done++;
      if (packages2 > 1) write(`[${done}/${packages2}] ${packageName}: ${how} (${seconds3.toFixed(1)} s)`);
    },
    end() {
      for (const timer of timers) clearInterval(timer);
    }
  };
}

export {
  list,
  count,
  cachePolicy,
  cacheSetByCaller,
  ConfigurationError,
  Inconclusive,
  findPythons,
  describeEnding,
  endChildrenOnExit,
  indexSettings,
  normalizeName,
  parseRequirement,
  findInstaller,
  findPip,
  describeInstaller,
  install,
  findInterpreter,
  OPTIONS,
  makeConfig,
  findPackages2 as findPackages,
  programVersion,
  inParallel,
  declaredRequirements,
  environmentsDirectory,
  EnvironmentCache,
  keyOf,
  isCacheable,
  createEnvironments,
  InstallationError,
  EnvironmentPool,
  toolRequirements,
  EXIT_STATUS,
  RULES,
  docsPage,
  joinedFindings,
  joinedTable,
  joinedVerdict,
  gate,
  plan,
  secretsIn,
  redact,
  onlyWith,
  verify,
  partitionPackages,
  leftOutSentences,
  summaryOf,
  truncate,
  findingLines,
  escapeMarkdown,
  cell,
  terminalReport,
  joinedText,
  planText,
  planSummary,
  liveProgress,
  plainProgress
};
/*! Bundled license information:

smol-toml/dist/error.js:
smol-toml/dist/primitive.js:
smol-toml/dist/date.js:
smol-toml/dist/extract.js:
smol-toml/dist/util.js:
smol-toml/dist/struct.js:
smol-toml/dist/parse.js:
smol-toml/dist/stringify.js:
smol-toml/dist/index.js:
  (*!
   * Copyright (c) Squirrel Chat et al., All rights reserved.
   * SPDX-License-Identifier: BSD-3-Clause
   *
   * Redistribution and use in source and binary forms, with or without
   * modification, are permitted provided that the following conditions are met:
   *
   * 1. Redistributions of source code must retain the above copyright notice, this
   *    list of conditions and the following disclaimer.
   * 2. Redistributions in binary form must reproduce the above copyright notice,
   *    this list of conditions and the following disclaimer in the
   *    documentation and/or other materials provided with the distribution.
   * 3. Neither the name of the copyright holder nor the names of its contributors
   *    may be used to endorse or promote products derived from this software without
   *    specific prior written permission.
   *
   * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS" AND
   * ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE IMPLIED
   * WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE ARE
   * DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDER OR CONTRIBUTORS BE LIABLE
   * FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR CONSEQUENTIAL
   * DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR
   * SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER
   * CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY,
   * OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
   * OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.
   *)
*/
