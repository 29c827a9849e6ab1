import{createRequire as __createRequire}from"node:module";const require=__createRequire(import.meta.url);
import {
  require_semver
} from "./chunk-3ZCV72NQ.js";
import {
  __commonJS,
  __export,
  __require,
  __toESM
} from "./chunk-GXR4K2QE.js";

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
        let next2;
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
          while (eos() !== true && (next2 = advance())) {
            if (next2 === CHAR_BACKWARD_SLASH) {
              backslashes = token.backslashes = true;
              advance();
              continue;
            }
            if (next2 === CHAR_RIGHT_SQUARE_BRACKET) {
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
          const next2 = peek();
          if (next2 === "/" && opts.bash !== true) {
            continue;
          }
          if (next2 === "." || next2 === ";") {
            continue;
          }
          if (!next2) {
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
            const next2 = peek();
            let output = value;
            if (prev.value === "(" && !/[!=<:]/.test(next2) || next2 === "<" && !/<([!=]|\w+>)/.test(remaining())) {
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
      let parsed2 = { negated: false, fastpaths: true };
      if (options2.fastpaths !== false && (input[0] === "." || input[0] === "*")) {
        parsed2.output = parse5.fastpaths(input, options2);
      }
      if (!parsed2.output) {
        parsed2 = parse5(input, options2);
      }
      return picomatch5.compileRe(parsed2, options2, returnOutput, returnState);
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
    FdSlicer.prototype.read = function(buffer2, offset, length, position, callback) {
      var self = this;
      self.pend.go(function(cb) {
        fs.read(self.fd, buffer2, offset, length, position, function(err, bytesRead, buffer3) {
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
    BufferSlicer.prototype.read = function(buffer2, offset, length, position, callback) {
      if (!(0 <= offset && offset <= buffer2.length)) throw new RangeError("offset outside buffer: 0 <= " + offset + " <= " + buffer2.length);
      if (position < 0) throw new RangeError("position is negative: " + position);
      if (offset + length > buffer2.length) {
        length = buffer2.length - offset;
      }
      if (position + length > this.buffer.length) {
        length = this.buffer.length - position;
      }
      if (length <= 0) {
        setImmediate(function() {
          callback(null, 0);
        });
        return;
      }
      this.buffer.copy(buffer2, offset, position, position + length);
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
    function readAndAssertNoEof(reader, buffer2, offset, length, position, callback) {
      if (length === 0) {
        return setImmediate(function() {
          callback(null, newBuffer(0));
        });
      }
      reader.read(buffer2, offset, length, position, function(err, bytesRead) {
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
    RandomAccessReader.prototype.read = function(buffer2, offset, length, position, callback) {
      var readStream = this.createReadStream({ start: position, end: position + length });
      var writeStream = new Writable();
      var written2 = 0;
      writeStream._write = function(chunk, encoding, cb) {
        chunk.copy(buffer2, offset + written2, 0, chunk.length);
        written2 += chunk.length;
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

// src/problems.ts
var ConfigurationError = class extends Error {
  problems;
  constructor(problems) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.problems = problems;
  }
};
var Undecided = class extends Error {
};

// src/environment/child.ts
import { AsyncLocalStorage as AsyncLocalStorage2 } from "node:async_hooks";
import { spawn } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { basename } from "node:path";

// src/timeline.ts
import { AsyncLocalStorage } from "node:async_hooks";
var now = new AsyncLocalStorage();
var Timeline = class {
  #start;
  stages = [];
  programs = [];
  /** All that took place until now. */
  upToNow() {
    const { stages, programs } = this;
    const end = performance.now();
    return { start: this.#start ?? end, end, stages, programs };
  }
  /** Runs a stage: the programs that are started in it are noted as its own, and as the own of what it is part of. */
  async during(stage, act) {
    const start = performance.now();
    this.#start ??= start;
    try {
      const around = now.getStore();
      const within = around?.timeline === this ? around.within : around;
      return await now.run({ timeline: this, stage, within }, act);
    } finally {
      this.stages.push({ stage, start, end: performance.now() });
    }
  }
};
function noteProgram(program) {
  const current = now.getStore();
  const start = performance.now();
  return () => {
    const span = { program, start, end: performance.now() };
    for (let one2 = current; one2 !== void 0; one2 = one2.within)
      one2.timeline.programs.push({ ...span, stage: one2.stage });
  };
}

// src/environment/captured-output.ts
var KEPT = 256 * 1024;
var CapturedOutput = class {
  #head = [];
  #headBytes = 0;
  /** The end, in a ring: made when the beginning is full. */
  #ring;
  /** All bytes that came after the beginning; the next goes to this place of the ring. */
  #after = 0;
  #kept;
  constructor(kept) {
    this.#kept = kept;
  }
  add(bytes) {
    const head = bytes.subarray(0, this.#kept - this.#headBytes);
    if (head.length > 0) {
      this.#head.push(head);
      this.#headBytes += head.length;
    }
    this.#addToEnd(bytes.subarray(head.length));
  }
  #addToEnd(bytes) {
    if (bytes.length === 0) return;
    this.#ring ??= Buffer.allocUnsafe(this.#kept);
    const last2 = bytes.subarray(Math.max(0, bytes.length - this.#kept));
    const at2 = (this.#after + bytes.length - last2.length) % this.#kept;
    const wrapped = last2.copy(this.#ring, at2);
    last2.copy(this.#ring, 0, wrapped);
    this.#after += bytes.length;
  }
  /** The text, decoded as UTF-8 with U+FFFD for what is not, and a line that says how much was cut. */
  text() {
    const ring = this.#ring ?? Buffer.alloc(0);
    const at2 = this.#after % this.#kept;
    const dropped = this.#after - this.#kept;
    if (dropped <= 0) return Buffer.concat([...this.#head, ring.subarray(0, this.#after)]).toString("utf8");
    const tail = Buffer.concat([ring.subarray(at2), ring.subarray(0, at2)]);
    const megabytes = (dropped / 1e6).toFixed(1);
    return `${Buffer.concat(this.#head).toString("utf8")}
[... ${megabytes} MB of output cut here ...]
${tail.toString("utf8")}`;
  }
};

// src/environment/child.ts
var GRACE = 2e3;
var LINGER = 1e3;
var LONGEST = 2 ** 31 - 1;
var running = /* @__PURE__ */ new Set();
var stopping = false;
var givesWay = new AsyncLocalStorage2();
function behindOthers(act) {
  return givesWay.run(true, act);
}
function run(command) {
  const started = performance.now();
  const noteEnd = noteProgram(basename(command.program));
  const stdout = new CapturedOutput(command.keep ?? KEPT);
  const stderr = new CapturedOutput(command.keep ?? KEPT);
  const transcript = new CapturedOutput(command.keep ?? KEPT);
  return new Promise((resolve10) => {
    let timedOut = false;
    let settled = false;
    let child;
    let timer;
    let lingering;
    const settle = (ending) => {
      if (settled || stopping) return;
      settled = true;
      clearTimeout(timer);
      clearTimeout(lingering);
      noteEnd();
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
      if (timedOut) return { kind: "timed-out", afterSeconds: command.timeLimit };
      if (signal !== null) return { kind: "killed", signal };
      return { kind: "exited", code: code2 ?? 0 };
    };
    try {
      child = spawn(command.program, [...command.args], {
        cwd: command.cwd,
        env: command.variables,
        stdio: [command.input === void 0 ? "ignore" : "pipe", "pipe", "pipe"],
        // A process group of its own, so that the time limit reaches grandchildren too.
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
    if (givesWay.getStore()) lowerPriority(pid);
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
        void endGroup(pid);
      },
      Math.min(command.timeLimit * 1e3, LONGEST)
    );
    child.on("close", (code2, signal) => settle(ended(code2, signal)));
    child.on("exit", (code2, signal) => {
      signalGroup(pid, "SIGKILL");
      running.delete(pid);
      if (!settled) lingering = setTimeout(() => setImmediate(() => settle(ended(code2, signal))), LINGER);
    });
  });
}
function leaveNothingRunning(end) {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, async () => {
      await endAllChildren();
      process.exit(128 + constants.signals[signal]);
    });
  }
  process.on("uncaughtException", async (error) => {
    end(error);
    await endAllChildren();
    process.exit();
  });
}
async function endAllChildren() {
  stopping = true;
  for (const pid of running) signalGroup(pid, "SIGTERM");
  const until = performance.now() + GRACE;
  while (running.size > 0 && performance.now() < until) await new Promise((wake) => setTimeout(wake, 20));
  for (const pid of running) signalGroup(pid, "SIGKILL");
}
function succeeded(result) {
  return result.ending.kind === "exited" && result.ending.code === 0;
}
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
async function endGroup(pid) {
  if (process.platform === "win32") {
    const { exec } = await import("./exec-VWAO6SUM.js");
    await exec("taskkill", ["/pid", String(pid), "/T", "/F"], { silent: true, ignoreReturnCode: true });
    return;
  }
  signalGroup(pid, "SIGTERM");
  setTimeout(() => signalGroup(pid, "SIGKILL"), GRACE).unref();
}
var BEHIND = 5;
function lowerPriority(pid) {
  try {
    setPriority(pid, BEHIND);
    if (process.platform === "linux") writeFileSync(`/proc/${pid}/autogroup`, String(BEHIND));
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
  const folder = statSync(command.cwd, { throwIfNoEntry: false });
  if (folder === void 0) return `there is no folder ${command.cwd}`;
  if (!folder.isDirectory()) return `${command.cwd} is not a folder`;
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
import { resolve as resolve4 } from "node:path";

// src/sentence.ts
import { stripVTControlCharacters } from "node:util";
function list(items2, last2 = "and") {
  if (items2.length < 2) return items2.join("");
  return `${items2.slice(0, -1).join(", ")} ${last2} ${items2.at(-1)}`;
}
function listSome(items2, most = 5) {
  return items2.length <= most ? list(items2) : `${items2.slice(0, most).join(", ")} and ${items2.length - most} more`;
}
function count(n, noun, plural = `${noun}s`) {
  return `${n} ${n === 1 ? noun : plural}`;
}
function lastLines(text5, most) {
  return stripVTControlCharacters(text5).split(/\r\n|\r|\n/).map((line) => line.trimEnd()).filter((line) => line !== "").slice(-most);
}

// src/cache/policy.ts
var CACHE_CHOICES = ["auto", "on", "off"];
var TRUSTED = {
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
  if (!isThereService(environment)) return off("this runner has no cache service");
  const on = (reason) => ({
    uses: true,
    reason: mode === "read" ? `${reason}, cache-mode is read` : reason,
    maySave: mode !== "read"
  });
  if (choice === "on") return on("as asked for");
  if (type === "tag") return off("a tag");
  const trusted = Object.hasOwn(TRUSTED, event) ? TRUSTED[event] : void 0;
  return trusted === void 0 ? off(`the event ${event || "is not known"}`) : on(trusted);
}
function keepsEnvironments(choice, environment) {
  const { GITHUB_ACTIONS, GITHUB_EVENT_NAME: event = "", GITHUB_REF_TYPE: type } = environment;
  if (choice !== "auto") return choice === "on";
  return GITHUB_ACTIONS === void 0 || type !== "tag" && Object.hasOwn(TRUSTED, event);
}
function isThereService(environment) {
  const { ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL, ACTIONS_CACHE_URL } = environment;
  return Boolean(ACTIONS_RUNTIME_TOKEN && (ACTIONS_RESULTS_URL || ACTIONS_CACHE_URL));
}
var SETTINGS = {
  pip: ["PIP_CACHE_DIR", "PIP_NO_CACHE_DIR"],
  uv: ["UV_CACHE_DIR", "UV_NO_CACHE"]
};
function keptElsewhere(choice, installer, environment) {
  const set2 = SETTINGS[installer].filter((name) => environment[name]);
  return choice === "on" || set2.length === 0 ? void 0 : `${list(set2)} is set`;
}

// src/config/cache-folder.ts
import { homedir } from "node:os";
import { join, resolve } from "node:path";
function cacheFolder(caller) {
  const { AS_INSTALLED_CACHE_DIR, XDG_CACHE_HOME, LOCALAPPDATA } = caller;
  if (AS_INSTALLED_CACHE_DIR) return resolve(AS_INSTALLED_CACHE_DIR);
  const home = caller.HOME ?? homedir();
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, "as-installed");
  if (process.platform === "win32")
    return join(LOCALAPPDATA ?? join(home, "AppData", "Local"), "as-installed", "Cache");
  return process.platform === "darwin" ? join(home, "Library", "Caches", "as-installed") : join(home, ".cache", "as-installed");
}

// src/config/event.ts
import { readFileSync } from "node:fs";
function readEvent(environment) {
  const { GITHUB_EVENT_NAME: name, GITHUB_REF_TYPE: type, GITHUB_REF_NAME: ref } = environment;
  const payload = readPayload(environment.GITHUB_EVENT_PATH);
  if (type === "tag" && ref)
    return { kind: "tag", tag: ref, defaultBranch: text(at(payload, "repository", "default_branch")) };
  if (name?.startsWith("pull_request")) {
    const request = at(payload, "pull_request");
    const labels = at(request, "labels");
    return {
      kind: "pull-request",
      into: text(environment.GITHUB_BASE_REF) ?? text(at(request, "base", "ref")) ?? "",
      from: text(environment.GITHUB_HEAD_REF) ?? text(at(request, "head", "ref")) ?? "",
      base: text(at(request, "base", "sha")),
      labels: (Array.isArray(labels) ? labels : []).flatMap((label) => text(at(label, "name")) ?? [])
    };
  }
  if (name === "merge_group") {
    const group2 = at(payload, "merge_group");
    return {
      kind: "merge-queue",
      into: (text(at(group2, "base_ref")) ?? "").replace("refs/heads/", ""),
      base: text(at(group2, "base_sha"))
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
function valid(version) {
  return validRegex.test(version) ? version : null;
}
var cleanRegex = new RegExp("^\\s*" + VERSION_PATTERN + "\\s*$", "i");
function parse(version, regex2) {
  const { groups } = (regex2 || validRegex).exec(version) || {};
  if (!groups) {
    return null;
  }
  const parsed2 = {
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
  return parsed2;
}
function stringify(parsed2) {
  if (!parsed2) {
    return null;
  }
  const { epoch, release, pre, post, dev, local } = parsed2;
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
function explain(version) {
  const parsed2 = parse(version);
  if (!parsed2) {
    return parsed2;
  }
  const { epoch, release, pre, post, dev, local } = parsed2;
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
    public: stringify(parsed2).split("+", 1)[0],
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
function lt(version, other2) {
  return compare(version, other2) < 0;
}
function le(version, other2) {
  return compare(version, other2) <= 0;
}
function eq(version, other2) {
  return compare(version, other2) === 0;
}
function ne(version, other2) {
  return compare(version, other2) !== 0;
}
function ge(version, other2) {
  return compare(version, other2) >= 0;
}
function gt(version, other2) {
  return compare(version, other2) > 0;
}
function arbitrary(version, other2) {
  return version.toLowerCase() === other2.toLowerCase();
}
function compare(version, other2) {
  const parsedVersion = parse(version);
  const parsedOther = parse(other2);
  const keyVersion = calculateKey(parsedVersion);
  const keyOther = calculateKey(parsedOther);
  return pyCompare(keyVersion, keyOther);
}
function rcompare(version, other2) {
  return -compare(version, other2);
}
function pyCompare(elemIn, otherIn) {
  let elem = elemIn;
  let other2 = otherIn;
  if (elem === other2) {
    return 0;
  }
  if (Array.isArray(elem) !== Array.isArray(other2)) {
    elem = Array.isArray(elem) ? elem : [elem];
    other2 = Array.isArray(other2) ? other2 : [other2];
  }
  if (Array.isArray(elem)) {
    const len = Math.min(elem.length, other2.length);
    for (let i = 0; i < len; i += 1) {
      const res = pyCompare(elem[i], other2[i]);
      if (res !== 0) {
        return res;
      }
    }
    return elem.length - other2.length;
  }
  if (elem === -Infinity || other2 === Infinity) {
    return -1;
  }
  if (elem === Infinity || other2 === -Infinity) {
    return 1;
  }
  return elem < other2 ? -1 : 1;
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
    const { operator, version, prefix, legacy } = groups;
    if (version) {
      spec = { ...spec, ...explain(version) };
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
  const parsed2 = parse2(specifier2);
  if (!parsed2) {
    return [];
  }
  return versions2.filter((version) => {
    const explained = explain(version);
    if (!parsed2.length) {
      return explained && !(explained.is_prerelease && !options2.prereleases);
    }
    return parsed2.reduce((pass, spec) => {
      if (!pass) {
        return false;
      }
      return contains({ ...spec, ...options2 }, { version, explained });
    }, true);
  });
}
function satisfies(version, specifier2, options2 = {}) {
  const filtered = pick([version], specifier2, options2);
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
  let { version } = input;
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
    return satisfies(version, `>=${spec.version}, ==${compatiblePrefix}`, {
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
      version = explained.public;
      spec.version = explain(spec.version).public;
    }
  }
  if (spec.operator === "<" || spec.operator === ">") {
    if (eq(spec.release.join("."), explained.release.join("."))) {
      return false;
    }
  }
  const op = operator_exports[spec.operator];
  return op(version, spec.version || spec.legacy);
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
function _addIssue(context, label, dataset, config$1, other2) {
  const input = other2 && "input" in other2 ? other2.input : dataset.value;
  const expected = other2?.expected ?? context.expects ?? null;
  const received = other2?.received ?? /* @__PURE__ */ _stringify(input);
  const issue = {
    kind: context.kind,
    type: context.type,
    input,
    expected,
    received,
    message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other2?.path,
    issues: other2?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other2?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
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

// src/config/needs.ts
var NeedsSchema = record(
  string(),
  looseObject({ result: string(), outputs: nullish(record(string(), string()), {}) })
);
function readNeeds(text5) {
  try {
    const parsed2 = safeParse(NeedsSchema, JSON.parse(text5));
    return parsed2.success ? parsed2.output : void 0;
  } catch {
    return void 0;
  }
}

// src/config/mode.ts
var MODES = ["verify", "plan", "gate"];
var MOST_JOBS = 256;
function readMode(reader, onGitHub) {
  const kind = reader.oneOf("mode", MODES) ?? "verify";
  refuseThoseOfOthers(reader, kind);
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
  const required = (name, what) => {
    const path = reader.path(name);
    if (path === void 0) reader.problem(`${name} is missing: mode gate needs ${what}.`);
    return path ?? "";
  };
  return {
    kind,
    plan: required("plan", "the file that mode plan wrote"),
    reports: required("reports", "the folder that holds the reports of all cells"),
    needs: readNeedsOption(reader, onGitHub)
  };
}
function refuseThoseOfOthers({ given, problem }, kind) {
  for (const { name, modes, default: value } of OPTIONS) {
    const text5 = given[name]?.trim() ?? "";
    if (modes !== void 0 && !modes.includes(kind) && text5 !== "" && text5 !== value)
      problem(`${name} is for mode ${list(modes, "or")} alone, but the mode is ${kind}.`);
  }
}
function checkPython(python, { problem }) {
  if (!/^3\.\d+(\.\d+)?$/.test(python) || compare(python, "3.8") < 0)
    problem(`pythons has "${python}", but each must be a version from 3.8 on, such as 3.12.`);
}
function readMaxJobs({ value, problem }) {
  const number2 = Number(value("max-jobs"));
  if (!(Number.isInteger(number2) && number2 >= 1 && number2 <= MOST_JOBS))
    problem(`max-jobs is "${value("max-jobs")}", but it must be a whole number from 1 to ${MOST_JOBS}.`);
  return number2;
}
var WRITE_NEEDS = `Write needs-json: \${{ toJSON(needs) }}.`;
function readNeedsOption({ value, problem }, onGitHub) {
  const text5 = value("needs-json");
  if (text5 === "") {
    if (onGitHub) problem(`needs-json is missing: mode gate needs it on GitHub. ${WRITE_NEEDS}`);
    return void 0;
  }
  const needs = readNeeds(text5);
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
function readPaths(lines, cwd, problems, expandsRoots = true) {
  const excluded = lines.filter((line) => line.startsWith("!")).map((line) => globOf(line.slice(1), cwd));
  const given = lines.filter((line) => !line.startsWith("!"));
  const wanted = (given.length === 0 ? ["."] : given).map((line) => {
    const isGlob = import_picomatch.default.scan(line).isGlob && !existsSync(resolve2(cwd, line));
    return isGlob ? globOf(line, cwd) : { folder: existingFolder(line, cwd, problems) };
  });
  const key = (one2) => "folder" in one2 ? one2.folder : one2.text;
  return {
    wanted: wanted.filter((one2, at2) => wanted.findIndex((other2) => key(other2) === key(one2)) === at2),
    excluded,
    expandsRoots
  };
}
function isMatch({ base, glob }, folder) {
  if (glob === "") return folder === base;
  const path = relative(base, folder).split(sep).join("/");
  return path !== "" && !path.startsWith("..") && (0, import_picomatch.default)(glob)(path);
}
function isExcluded(excluded, folder) {
  return excluded.some((one2) => {
    for (let here = folder; ; here = resolve2(here, "..")) {
      if (isMatch(one2, here)) return true;
      if (here === one2.base || here === resolve2(here, "..")) return false;
    }
  });
}
function globOf(text5, cwd) {
  const { base, glob } = import_picomatch.default.scan(text5);
  const folder = resolve2(cwd, base);
  return {
    text: text5,
    base: existsSync(folder) ? realpathSync(folder) : folder,
    glob: glob.replace(/\/+$/, "")
  };
}
function existingFolder(path, cwd, problems) {
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

// src/config/policy.ts
var import_picomatch2 = __toESM(require_picomatch2(), 1);
var VERSION_POLICIES = ["if-shipped-changed", "always", "never", "off"];
var POLICY_EVENTS = ["pull-request", "merge-queue", "branch", "tag", "otherwise"];
var DEFAULT = "if-shipped-changed";
function policyFor(event, setting, releaseBranches) {
  const key = event.kind === "none" ? "otherwise" : event.kind;
  const chosen = typeof setting === "object" ? setting[key] ?? setting.otherwise : setting;
  const isRelease = event.kind === "pull-request" && (0, import_picomatch2.default)([...releaseBranches])(event.from);
  return chosen === "never" && isRelease ? DEFAULT : chosen ?? DEFAULT;
}
function comparesWithBase(event, policy2) {
  if (policy2 === "off") return false;
  return event.kind === "merge-queue" || event.kind === "pull-request" && policy2 !== "if-shipped-changed";
}

// src/environment/interpreter.ts
import { existsSync as existsSync2, realpathSync as realpathSync2 } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename as basename2, delimiter, dirname, isAbsolute, join as join3, resolve as resolve3 } from "node:path";

// src/environment/probe.ts
import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join as join2 } from "node:path";
import { fileURLToPath } from "node:url";
var PROBES = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "../probes/" : "./probes/", import.meta.url)
);
function probeFile(probe) {
  return join2(PROBES, `${probe}.py`);
}
async function runProbe(probe, request, { python, cwd, variables, timeLimit, scratch }) {
  const id = randomUUID();
  const requestFile = join2(scratch, `${probe}-${id}.request.json`);
  const resultFile = join2(scratch, `${probe}-${id}.result.json`);
  await writeFile(requestFile, JSON.stringify(request));
  const child = await run({
    program: python,
    // Isolated: neither the probe's folder nor the current one is on sys.path.
    args: ["-I", probeFile(probe), requestFile, resultFile],
    cwd,
    variables,
    timeLimit
  });
  const text5 = await readFile(resultFile, "utf8").catch(() => "");
  return { text: text5 === "" ? void 0 : text5, child };
}

// src/environment/variables.ts
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
  // Windows does not tell upper from lower case in these names.
  patterns.some((pattern) => pattern.test(name.toUpperCase()))
);
function variablesForProject(caller, { first, passed = [] } = {}) {
  const kept = keep(caller, (name) => passed.includes(name) || !matches(REMOVED, name));
  return first === void 0 ? kept : withFirstOnPath(kept, first);
}
function variablesForInstaller(caller) {
  return keep(caller, (name) => matches(INDEX, name) || !matches(REMOVED, name));
}
function variablesForGit(caller) {
  const kept = keep(caller, (name) => !matches([...RUNNER, ...GIT], name));
  return { ...kept, GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C.UTF-8" };
}
function keep(caller, wanted) {
  return Object.fromEntries(
    Object.entries(caller).filter(
      (entry) => entry[1] !== void 0 && wanted(entry[0])
    )
  );
}
function withFirstOnPath(variables, first) {
  const name = Object.keys(variables).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const separator = process.platform === "win32" ? ";" : ":";
  return { ...variables, [name]: [first, variables[name]].filter(Boolean).join(separator) };
}

// src/environment/interpreter.ts
var OLDEST = "3.8";
var MINORS = Array.from({ length: 13 }, (_, i) => i + 8);
async function findInterpreter({ python, requiresPython }, caller, cwd) {
  const allowed = (interpreter) => isAllowed(interpreter.version, requiresPython);
  if (python !== void 0) {
    const found = await findAsked(python, caller, cwd);
    if (!allowed(found)) {
      throw new ConfigurationError([
        {
          message: `python is ${python} (Python ${found.version}), but the package declares Requires-Python ${requiresPython}. Give one that it allows.`
        }
      ]);
    }
    return found;
  }
  const seen = [];
  for (const candidate of await candidates(caller)) {
    const interpreter = await ask(candidate, caller);
    if (interpreter === void 0) continue;
    if (isSupported(interpreter) && allowed(interpreter)) return interpreter;
    seen.push(interpreter);
  }
  if (seen.length === 0) {
    throw new Undecided(
      "No Python was found on PATH. Install one (actions/setup-python does), or name it by the python option."
    );
  }
  const versions2 = [...new Set(seen.map(({ version }) => version))].join(", ");
  throw new Undecided(
    `No Python that Requires-Python ${requiresPython ?? `>=${OLDEST}`} allows was found (found: ${versions2}). Install one, or name it by the python option.`
  );
}
function isAllowed(version, requiresPython) {
  const specifiers = requiresPython?.trim();
  if (!specifiers || !validRange(specifiers)) return true;
  return satisfies(version, specifiers, { prereleases: true });
}
function mayAllow(requiresPython, python) {
  const versions2 = python.split(".").length > 2 ? [python] : [`${python}.0`, `${python}.50`];
  return versions2.some((version) => isAllowed(version, requiresPython));
}
function oldestAllowed(requiresPython) {
  if (!requiresPython?.trim() || !validRange(requiresPython.trim())) return void 0;
  const minor2 = MINORS.find((one2) => [0, 50].some((micro) => isAllowed(`3.${one2}.${micro}`, requiresPython)));
  return minor2 === void 0 ? void 0 : `3.${minor2}`;
}
async function findAsked(python, caller, cwd) {
  if (isVersion(python) && isTooOld(python)) throw tooOld(`python is ${python}`);
  if (!isVersion(python)) {
    const isPath = isAbsolute(python) || /[\\/]/.test(python);
    const found2 = await ask(isPath ? resolve3(cwd, python) : python, caller);
    if (found2 === void 0)
      throw new ConfigurationError([
        {
          message: `python is "${python}", but no Python starts by that name. Give its path, or a version such as 3.12.`
        }
      ]);
    return checkSupported(found2, python);
  }
  const found = await findVersion(python, caller) ?? await findManaged(python, caller);
  if (found !== void 0) return checkSupported(found, python);
  throw new Undecided(
    `Python ${python} was not found. Install it (actions/setup-python with python-version: '${python}'), or give the path of one.`
  );
}
function isVersion(python) {
  return /^\d+(\.\d+)*$/.test(python);
}
async function findManaged(version, caller) {
  const { UV_PYTHON_INSTALL_DIR: folder } = caller;
  const uv = await run({
    program: "uv",
    // What is not of uv's own making was looked for already.
    args: ["python", "find", "--managed-python", "--no-python-downloads", "--no-project", "--quiet", version],
    cwd: process.cwd(),
    variables: {
      ...variablesForInstaller(caller),
      ...folder === void 0 ? {} : { UV_PYTHON_INSTALL_DIR: folder }
    },
    timeLimit: 30
  });
  return succeeded(uv) ? ask(uv.stdout.trim(), caller) : void 0;
}
async function findVersion(version, caller) {
  for (const candidate of await candidates(caller, version)) {
    const interpreter = await ask(candidate, caller);
    if (interpreter !== void 0 && `${interpreter.version}.`.startsWith(`${version}.`)) return interpreter;
  }
  return void 0;
}
function checkSupported(interpreter, python) {
  if (isSupported(interpreter)) return interpreter;
  throw tooOld(`python is ${python} (Python ${interpreter.version})`);
}
function tooOld(what) {
  const message = `${what}, but environments can be made from Python ${OLDEST} on only. Give a newer one.`;
  return new ConfigurationError([{ message }]);
}
function isTooOld(version) {
  return compare(version, OLDEST) < 0 && !OLDEST.startsWith(`${version}.`);
}
function isSupported({ version }) {
  return valid(version) !== null && !isTooOld(version);
}
async function candidates(caller, version) {
  const suffix = process.platform === "win32" ? ".exe" : "";
  const toolCache = caller.RUNNER_TOOL_CACHE ?? caller.AGENT_TOOLSDIRECTORY ?? "";
  const folders = (caller.PATH ?? caller.Path ?? "").split(delimiter).filter((folder) => folder !== "");
  const shims = folders.filter(
    (folder) => basename2(folder) === "shims" && existsSync2(join3(dirname(resolve3(folder)), "versions"))
  );
  const pyenvs = [
    caller.PYENV_ROOT ?? join3(caller.HOME ?? "", ".pyenv"),
    ...shims.map((folder) => dirname(resolve3(folder)))
  ];
  const onPath = version === void 0 ? folders : folders.filter((folder) => !shims.includes(folder));
  const minor2 = version?.split(".").slice(0, 2).join(".");
  const named2 = (...names) => names.flatMap((name) => onPath.map((folder) => join3(folder, name + suffix)));
  const installed2 = await Promise.all([
    versionsBelow(join3(toolCache, "Python"), version, (folder) => {
      const arch = join3(folder, process.arch);
      return process.platform === "win32" ? join3(arch, "python.exe") : join3(arch, "bin", "python");
    }),
    ...[...new Set(pyenvs)].map(
      (pyenv) => versionsBelow(
        join3(pyenv, "versions"),
        version,
        (folder) => process.platform === "win32" ? join3(folder, "python.exe") : join3(folder, "bin", "python")
      )
    )
  ]);
  const plain2 = named2("python3", "python");
  const all = version === void 0 ? [...plain2, ...named2(...NEWEST_FIRST.map((minor3) => `python3.${minor3}`)), ...installed2.flat()] : (
    // What has the version in its name is likelier to be of it.
    [...named2(`python${minor2}`), ...installed2.flat(), ...plain2]
  );
  const there = all.filter((file) => existsSync2(file));
  const seen = /* @__PURE__ */ new Set();
  return there.filter((file) => seen.size < seen.add(realpathSync2(file)).size);
}
var NEWEST_FIRST = [14, 13, 12, 11, 10, 9, 8];
async function versionsBelow(folder, version, program) {
  if (!isAbsolute(folder)) return [];
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => valid(name) !== null && (version === void 0 || `${name}.`.startsWith(`${version}.`))).sort((a, b) => compare(b, a)).map((name) => program(join3(folder, name)));
}
async function ask(program, caller) {
  for (const isolated of [["-I"], ["-E", "-s"]]) {
    const result = await run({
      program,
      args: [...isolated, probeFile("interpreter")],
      cwd: process.cwd(),
      variables: variablesForProject(caller),
      timeLimit: 30
    });
    if (!succeeded(result)) {
      if (/unknown option:? -I/i.test(result.stderr)) continue;
      return void 0;
    }
    try {
      const told2 = JSON.parse(result.stdout);
      return {
        executable: told2.executable,
        version: told2.version,
        implementation: told2.implementation,
        pip: told2.pip ?? void 0,
        pipRunner: told2.pip_runner ?? void 0,
        bundledPip: told2.ensurepip_pip ?? void 0,
        isFreeThreaded: told2.free_threaded ?? false,
        standardLibrary: told2.stdlib_modules ?? void 0
      };
    } catch {
      return void 0;
    }
  }
  return void 0;
}

// src/config/pythons.ts
function readPythons(lines) {
  const all = lines.flatMap((line) => {
    const words2 = line.split(/[\s,]+/).filter(Boolean);
    return words2.every(isVersion) ? words2 : [line];
  });
  return [...new Set(all)];
}

// src/config/run.ts
function readRun(environment) {
  const { GITHUB_RUN_ID: id, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW: workflow } = environment;
  if (!id || !repository) return void 0;
  return { repository, workflow: workflow ?? "", id, attempt: Number(environment.GITHUB_RUN_ATTEMPT) || 1 };
}
function systemName(platform) {
  return { win32: "Windows", darwin: "macOS", linux: "Linux" }[platform] ?? platform;
}

// src/config/config.ts
var MOST_SECONDS = 1e6;
function makeConfig(given, environment, cwd) {
  const problems = [];
  const value = (name) => (given[name] ?? "").trim() || OPTIONS.find((option) => option.name === name)?.default || "";
  const lines = (name) => value(name).split(/\r?\n/).map((line) => line.trim()).filter(Boolean);
  const optional2 = (name) => value(name) || void 0;
  const oneOf = (name, allowed) => {
    const text5 = optional2(name);
    const found = allowed.find((item) => item === text5);
    if (text5 !== void 0 && found === void 0) {
      problems.push({ message: `${name} is "${text5}", but it must be ${list(allowed, "or")}.` });
    }
    return found;
  };
  const seconds3 = (name) => {
    const number2 = Number(value(name));
    if (!(number2 > 0 && number2 <= MOST_SECONDS))
      problems.push({
        message: `${name} is "${value(name)}", but it must be a number of seconds above 0 and at most ${MOST_SECONDS}.`
      });
    return number2;
  };
  const yesOrNo = (name) => oneOf(name, ["true", "false"]) === "true";
  const absoluteIfGiven = (name) => {
    const path = optional2(name);
    return path === void 0 ? void 0 : resolve4(cwd, path);
  };
  const run2 = readRun(environment);
  const cache = oneOf("cache", CACHE_CHOICES) ?? "auto";
  const problem = (message) => problems.push({ message });
  const mode = readMode({ given, value, lines, path: absoluteIfGiven, oneOf, problem }, run2 !== void 0);
  const isOfCell = isCell({ mode });
  const config = {
    paths: readPaths(lines("path"), cwd, problems, !isOfCell),
    changedOnly: yesOrNo("changed-only") && !isOfCell,
    pythons: readPythons(lines("python")),
    installer: oneOf("installer", ["auto", "pip", "uv"]) ?? "auto",
    lowest: oneOf("resolution", ["highest", "lowest-direct"]) === "lowest-direct",
    eachExtra: oneOf("extras", ["as-needed", "each"]) === "each",
    testRequirements: optional2("test-requirements") === void 0 ? void 0 : lines("test-requirements"),
    pytestArgs: lines("pytest-args"),
    testTimeLimit: optional2("test-time-limit") === void 0 ? void 0 : seconds3("test-time-limit"),
    versionPolicy: oneOf("version-policy", VERSION_POLICIES),
    asksIndex: oneOf("taken-on", ["tags", "index"]) === "index",
    cache,
    kept: keepsEnvironments(cache, environment) ? cacheFolder(environment) : void 0,
    passEnv: lines("pass-env"),
    out: absoluteIfGiven("out"),
    json: absoluteIfGiven("json"),
    timings: yesOrNo("timings"),
    mode,
    event: readEvent(environment),
    run: run2,
    workflow: readWorkflowFile(environment),
    environment
  };
  if (problems.length > 0) throw new ConfigurationError(problems);
  return config;
}
function isCell({ mode }) {
  return mode.kind === "verify" && mode.cell !== void 0;
}

// src/program-version.ts
import { readFileSync as readFileSync2 } from "node:fs";
function programVersion() {
  return JSON.parse(readFileSync2(new URL("../package.json", import.meta.url), "utf8")).version;
}

// src/report/secrets.ts
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
  let meant = secret;
  try {
    meant = decodeURIComponent(secret);
  } catch {
  }
  return [secret, meant, encodeURIComponent(meant), JSON.stringify(meant).slice(1, -1)];
}
function redact(text5, secrets) {
  const ordered = [...secrets].sort((a, b) => b.length - a.length);
  const withoutKnown = ordered.reduce((rest, secret) => rest.replaceAll(secret, "***"), text5);
  return withoutKnown.replace(/(\w:\/\/)(?!git@)[^/\s"'<>?#]+@/g, "$1***@");
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

// src/main.ts
import { existsSync as existsSync12 } from "node:fs";
import { mkdir as mkdir14, mkdtemp as mkdtemp5, rm as rm5, writeFile as writeFile8 } from "node:fs/promises";
import { tmpdir as tmpdir2 } from "node:os";
import { dirname as dirname14, join as join48 } from "node:path";

// src/assignments.ts
import { mkdirSync as mkdirSync2, rmSync } from "node:fs";
import { join as join42 } from "node:path";

// src/project/copies.ts
import { mkdirSync, symlinkSync } from "node:fs";
import { mkdir as mkdir2 } from "node:fs/promises";
import { join as join8, posix as posix2 } from "node:path";

// src/project/checkout.ts
var import_picomatch3 = __toESM(require_picomatch2(), 1);
import { constants as constants2, existsSync as existsSync3 } from "node:fs";
import {
  copyFile,
  lstat,
  mkdir,
  readdir as readdir2,
  readFile as readFile2,
  readlink,
  stat,
  symlink,
  utimes,
  writeFile as writeFile2
} from "node:fs/promises";
import { dirname as dirname2, join as join4, posix, relative as relative2, resolve as resolve5, sep as sep2 } from "node:path";

// src/project/git.ts
var TIME_LIMIT = 300;
var KEEP = 128 * 1024 * 1024;
function tryGit(cwd, args, { variables, input } = {}) {
  return run({
    program: "git",
    // Containers check out as another user; what we read there is not run as a hook or a filter.
    args: ["-c", "safe.directory=*", "-c", "core.quotePath=false", ...args],
    cwd,
    variables: { ...variablesForGit(process.env), ...variables },
    ...input === void 0 ? {} : { input },
    timeLimit: TIME_LIMIT,
    keep: KEEP
  });
}
async function git(cwd, args, more = {}) {
  const result = await tryGit(cwd, args, more);
  if (result.ending.kind === "not-started") {
    throw new Undecided(
      `git could not be started in ${cwd}: ${result.ending.reason}. Install git and put it on PATH.`
    );
  }
  if (!succeeded(result)) {
    const words2 = lastLines(result.stderr, 2).join(" ");
    throw new Undecided(`"git ${args.join(" ")}" failed in ${cwd}: ${words2}`);
  }
  return result.stdout;
}
function items(output) {
  return output.split("\0").filter(Boolean);
}

// src/project/checkout.ts
var LEFTOVERS = /* @__PURE__ */ new Set([
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
var isLeftover = (folder, name) => (
  // There are packages that are called build and dist.
  LEFTOVERS.has(name) && !existsSync3(join4(folder, name, "__init__.py")) || name.endsWith(".egg-info") || name.endsWith(".pyc") || /^\.\w+_cache$/.test(name)
);
async function readCheckout(folder) {
  if (findRepository(folder) === void 0) {
    return {
      root: folder,
      repository: false,
      files: await walk(folder),
      untracked: [],
      head: void 0,
      committedAt: void 0
    };
  }
  const root = resolve5((await git(folder, ["rev-parse", "--show-toplevel"])).trim());
  const [tracked, untracked, last2] = await Promise.all([
    git(root, ["ls-files", "-z", "--recurse-submodules"]),
    git(root, ["ls-files", "-z", "--others", "--exclude-standard"]),
    tryGit(root, ["log", "-1", "--no-show-signature", "--format=%H %ct"])
  ]);
  const [head, time2] = last2.stdout.trim().split(" ");
  return {
    root,
    repository: true,
    // A conflicted file is listed once for each side.
    files: [...new Set(items(tracked))],
    untracked: items(untracked),
    head: head || void 0,
    committedAt: Number(time2) || void 0
  };
}
async function readSubmodules({ root, files }) {
  if (!files.includes(".gitmodules")) return [];
  const listed = await tryGit(root, ["config", "--file", ".gitmodules", "-z", "--get-regexp", "\\.path$"]);
  return items(listed.stdout).flatMap((entry) => entry.split("\n")[1] ?? []);
}
function findRepository(folder) {
  for (let here = folder; ; here = dirname2(here)) {
    if (existsSync3(join4(here, ".git"))) return here;
    if (here === dirname2(here)) return void 0;
  }
}
async function walk(root, below2 = "") {
  const entries = await readdir2(join4(root, below2), { withFileTypes: true });
  const nested = entries.filter((entry) => !isLeftover(join4(root, below2), entry.name)).map((entry) => {
    const path = below2 === "" ? entry.name : `${below2}/${entry.name}`;
    return entry.isDirectory() ? walk(root, path) : [path];
  });
  return (await Promise.all(nested)).flat();
}
function pathInCheckout(checkout, absolute) {
  return relative2(checkout.root, absolute).split(sep2).join("/") || ".";
}
async function copyFiles(checkout, to, generated = []) {
  await copyEach(checkout, to, [
    .../* @__PURE__ */ new Set([...checkout.files, ...await findGenerated(checkout, generated)])
  ]);
}
async function copyGenerated(checkout, to, generated) {
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
  const wanted = (0, import_picomatch3.default)([...patterns]);
  return (await walk(checkout.root)).filter((file) => wanted(file));
}
async function copyEach(checkout, to, files) {
  const folders = [...new Set(files.flatMap((file) => foldersAbove(file)))].sort();
  for (const folder of folders) await mkdir(join4(to, folder)).catch(unlessThere);
  await inBatches(files, (file) => copyOne(join4(checkout.root, file), join4(to, file)));
}
function foldersAbove(path) {
  const above = posix.dirname(path);
  return above === "." ? [] : [...foldersAbove(above), above];
}
function unlessThere(error) {
  if (error.code !== "EEXIST") throw error;
}
var BATCH = 64;
async function inBatches(all, act) {
  for (let i = 0; i < all.length; i += BATCH) await Promise.all(all.slice(i, i + BATCH).map(act));
}
async function copyOne(from, to) {
  const stat8 = await lstat(from).catch(() => void 0);
  if (stat8 === void 0 || stat8.isDirectory()) return;
  if (stat8.isSymbolicLink()) await symlink(await readlink(from), to);
  else await copyFile(from, to, constants2.COPYFILE_FICLONE);
}
var described = /* @__PURE__ */ new WeakMap();
function describeRepository(checkout) {
  const known = described.get(checkout) ?? askRepository(checkout);
  described.set(checkout, known);
  return known;
}
async function askRepository({ root, head }) {
  const paths = ["objects", "index", "shallow"].flatMap((name) => ["--git-path", name]);
  const [told2, refs, branch] = await Promise.all([
    git(root, ["rev-parse", "--show-object-format", ...paths]),
    git(root, ["for-each-ref", "--format=%(objectname) %(refname)"]),
    tryGit(root, ["symbolic-ref", "--quiet", "HEAD"])
  ]);
  const [objectFormat = "sha1", objects = "", index = "", shallow = ""] = told2.trim().split("\n");
  const at2 = (path) => resolve5(root, path);
  return {
    objectFormat,
    head: branch.stdout.trim() ? `ref: ${branch.stdout.trim()}` : head ?? "",
    refs: refs.trim(),
    paths: { objects: at2(objects), index: at2(index), shallow: at2(shallow) }
  };
}
async function borrowHistory(checkout, copy, fetched) {
  if (!checkout.repository) return;
  const { objectFormat, head, refs, paths } = await describeRepository(checkout);
  const format = objectFormat === "sha256" ? ["--object-format=sha256"] : [];
  await git(copy, ["init", "--quiet", "--template=", ...format]);
  const into = join4(copy, ".git");
  await mkdir(join4(into, "objects", "info"), { recursive: true });
  const objects = [paths.objects, ...fetched === void 0 ? [] : [join4(fetched, ".git", "objects")]];
  await writeFile2(
    join4(into, "objects", "info", "alternates"),
    objects.map((folder) => `${folder}
`).join("")
  );
  await writeFile2(join4(into, "packed-refs"), refs === "" ? "" : `${refs}
`);
  await writeFile2(join4(into, "HEAD"), `${head}
`);
  for (const name of ["index", "shallow"]) {
    const from = fetched === void 0 ? paths[name] : join4(fetched, ".git", name);
    const bytes = await readFile2(from).catch(() => void 0);
    if (bytes === void 0) continue;
    await writeFile2(join4(into, name), bytes);
    const { mtimeMs } = await stat(from);
    await utimes(join4(into, name), new Date(mtimeMs), new Date(mtimeMs));
  }
}
async function touchedFiles({ root, repository, files }) {
  if (!repository) return [];
  const listed = await tryGit(root, [
    // What was only touched is not among them.
    ...["-c", "diff.autoRefreshIndex=true"],
    ...["diff", "-z", "--name-only", "--no-ext-diff", "--ignore-submodules"]
  ]);
  return succeeded(listed) ? items(listed.stdout) : files;
}
async function disregard({ repository }, copy, folders, inside) {
  if (!repository || folders.length === 0) return;
  await git(copy, ["update-index", "--skip-worktree", "-z", "--stdin"], { input: inside.join("\0") });
  const info = join4(copy, ".git", "info");
  await mkdir(info, { recursive: true });
  const patterns = folders.map((folder) => `/${folder.replace(/[\\*?[\]!# ]/g, "\\$&")}
`);
  await writeFile2(join4(info, "exclude"), patterns.join(""));
}

// src/project/project.ts
import { isUtf8 } from "node:buffer";
import { readFile as readFile4 } from "node:fs/promises";
import { basename as basename3, join as join7 } from "node:path";

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
  let parsed2 = "";
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
        parsed2 = parsed2 ? parsed2 + s : s;
      }
      ctx.p += isMultiline ? 3 : 1;
      return parsed2;
    } else if (!state) {
      if (!isLiteral && c === 92) {
        parsed2 += ctx.s.slice(sliceStart, sliceStart = ctx.p);
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
        parsed2 += String.fromCodePoint(value);
        sliceStart = ctx.p--;
        state = 0;
      } else if (isMultiline && (c === 32 || c === 9)) {
        state = 2;
      } else {
        if (c === 98)
          parsed2 += "\b";
        else if (c === 116)
          parsed2 += "	";
        else if (c === 110)
          parsed2 += "\n";
        else if (c === 102)
          parsed2 += "\f";
        else if (c === 114)
          parsed2 += "\r";
        else if (c === 101)
          parsed2 += "\x1B";
        else if (c === 34)
          parsed2 += '"';
        else if (c === 92)
          parsed2 += "\\";
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
  let parsed2 = [];
  let sliceStart;
  let c = ctx.s.charCodeAt(startPtr = ctx.p);
  do {
    if (c === end) {
      if (!state)
        TomlError.x("unexpected end of key", ctx);
      if (state === 1)
        parsed2.push(ctx.s.slice(sliceStart, ctx.p));
      return ctx.p++, parsed2;
    } else if (c === 46) {
      if (!state)
        TomlError.x("illegal empty bare key", ctx);
      if (state === 1)
        parsed2.push(ctx.s.slice(sliceStart, ctx.p));
      state = 0;
    } else if (!state && (c === 34 || c === 39)) {
      if (c === ctx.s.charCodeAt(ctx.p + 1) && c === ctx.s.charCodeAt(ctx.p + 2))
        TomlError.x("illegal quoted key: multiline strings are not allowed", ctx);
      parsed2.push(parseString(ctx));
      state = 2;
      ctx.p--;
    } else if (c === 32 || c === 9) {
      if (state === 1) {
        parsed2.push(ctx.s.slice(sliceStart, ctx.p));
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

// src/artifact/metadata.ts
function parseMetadata(text5) {
  const end = /\r?\n\r?\n/.exec(text5);
  const headers = text5.slice(0, end?.index ?? text5.length).replace(/\r?\n[ \t]+/g, " ");
  const all = (name) => headers.split(/\r?\n/).flatMap((line) => {
    const colon = line.indexOf(":");
    return colon > 0 && line.slice(0, colon).toLowerCase() === name ? [line.slice(colon + 1).trim()] : [];
  });
  const description = all("description").join("") + (end === null ? "" : text5.slice(end.index).trim());
  const [type = "text/x-rst"] = all("description-content-type");
  return {
    name: all("name")[0] ?? "",
    version: all("version")[0] ?? "",
    requiresPython: all("requires-python")[0],
    requirements: all("requires-dist"),
    extras: all("provides-extra"),
    classifiers: all("classifier"),
    descriptionType: description === "" ? void 0 : type.split(";")[0]?.trim().toLowerCase()
  };
}
function normalizeName(name) {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
function withoutFolder(requirement2) {
  return requirement2.replace(/(@\s*file:)[^;\s]+/, "$1");
}
function isOfThisMachine(requirement2) {
  return withoutFolder(requirement2) !== requirement2;
}
var EXTRA_MARKER = /\bextra\s*==\s*['"]([^'"]+)['"]|['"]([^'"]+)['"]\s*==\s*extra\b/;
function parseRequirement(text5) {
  const head = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?=$|[<>=!~;@(#\s])/.exec(text5);
  if (head?.[1] === void 0) return void 0;
  return {
    name: normalizeName(head[1]),
    extras: (head[2] ?? "").split(",").map((extra2) => extra2.trim()).filter(Boolean),
    ofExtra: EXTRA_MARKER.exec(text5)?.slice(1).find(Boolean),
    text: text5.trim()
  };
}

// src/rules/metadata-fixes.ts
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
  "direct-url": (_, value) => isOfThisMachine(value) ? `Depend on it by its name and version, ${JSON.stringify(`${nameIn(value)}>=1.0`)}, and tell the tool alone where it lies: ${nameIn(value)} = { workspace = true } in [tool.uv.sources], or in a group of dependencies of poetry, pdm or hatch.` : `Depend on a release: "${nameIn(value)}>=1.0" with the version that has what you need. ${PRIVATE}`,
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

// src/rules/packaging-fixes.ts
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
If packages or only-include is set, it must name all of ${join5(from, top)}.`;
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
function dataFix(packaging, source, installed2, packageFolder) {
  const file = inProject(packaging, source);
  const [top = ""] = installed2.split("/");
  switch (packaging.backend) {
    case "setuptools":
      return packageData(
        packaging,
        packageFolder.replaceAll("/", "."),
        likeIt(installed2.slice(packageFolder.length + 1))
      );
    case "hatchling":
      return `Ship it whatever .gitignore, include and exclude say:
[tool.hatch.build]
artifacts = ["/${file}"]
If packages or only-include is set, it must name all of ${join5(parentOf(file, top), top)}.`;
    default:
      return wholePackageFix(packaging.backend, file, parentOf(file, top), top);
  }
}
function typingFix(packaging, marker) {
  if (marker.inTree) return sdistFix(packaging, [marker.source]);
  const ship = dataFix(packaging, marker.source, marker.path, marker.package);
  if (marker.tracked) return ship;
  const make = `Commit an empty file ${marker.source}, or remove the classifier.`;
  return packaging.backend === "setuptools" ? `${make} setuptools before 69 must be told of it. ${ship}` : make;
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
source-includes = [${[.../* @__PURE__ */ new Set(["tests", name])].map((folder) => `"${folder}"`).join(", ")}]`;
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
      return `Take the pattern that matches ${file} out of excludes in [tool.pdm.build]. If includes is set there, add "${join5(from, top)}" to it.`;
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
function likeIt(path) {
  return path.replace(/\/[^/]+(\.[^./]+)$/, "/*$1");
}
function inProject({ folder }, file) {
  return folder !== "." && file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : file;
}
function parentOf(file, top) {
  const at2 = `/${file}`.indexOf(`/${top}/`);
  return at2 <= 0 ? "." : file.slice(0, at2 - 1);
}
function join5(folder, name) {
  return folder === "." ? name : `${folder}/${name}`;
}

// src/rules/artifact.ts
var ARTIFACT_RULES = {
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
  },
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
  },
  "metadata-invalid": {
    title: "The package index would refuse the files",
    why: "The release fails at its last step, when the tag is pushed and half of it may be uploaded.",
    message: ({ files, problem }) => `${files.join(", ")} ${problem}.`,
    fix: metadataFix
  },
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
function because(cause) {
  return cause === null ? "" : ` ${cause}.`;
}

// src/rules/imports.ts
var IMPORT_RULES = {
  "import-failed": {
    title: "The package does not import",
    why: "What does not import cannot be used, and in the checkout it does not show.",
    message: ({ module, error, why, extras, others }) => {
      const names = others.map((other2) => other2.module);
      if (why === "elsewhere")
        return `${count(others.length + 1, "other module does", "other modules do")} not import here, for want of something optional, of settings or of another platform: ${listSome([module, ...names], 3)}.`;
      const from = `from the installed wheel${extras.length > 0 ? ` with the extra ${list(extras)}` : ""}`;
      const checkout = why === "checkout" ? ", and works from the sources of the checkout" : "";
      return `"import ${module}" fails ${from}${checkout}: ${error}${names.length > 0 ? ` (and so ${names.length > 1 ? "do" : "does"} ${listSome(names, 3)})` : ""}.`;
    },
    fix: ({ module, why }) => IMPORT_FIXES[why].replaceAll("MODULE", module)
  },
  "dependency-undeclared": {
    title: "A dependency is not declared",
    why: "It is there on the machines of the developers, and missing for everyone else.",
    message: (facts) => {
      const { module, distribution, known, sibling, declared, installed: installed2, python, extras, neededBy, others } = facts;
      const here = sibling === null ? "" : `, which is in this repository (${sibling})`;
      const of = (known && distribution !== module ? ` of ${distribution}` : "") + here;
      if (neededBy.length === 0)
        return `Neither a dependency nor an extra declares ${listSome([`${module}${of}`, ...others], 5)}; nothing that was run here came to where ${others.length > 0 ? "they are" : "it is"} imported.`;
      const which = `${sibling === null ? "which" : "and"} ${listSome(neededBy, 3)} ${neededBy.length > 1 ? "need" : "needs"}${sibling === null ? "" : " it"}`;
      if (installed2 !== null)
        return `${distribution} ${installed2} is installed and has no module ${module}, ${which}.`;
      if (python !== null) return `Only Python ${python} has the module ${module}, ${which}.`;
      if (declared)
        return `${distribution} is declared for other environments alone, and not here for its module ${module}, ${which}.`;
      return `${extras.length > 0 ? `Only the extra ${list(extras, "or")}` : "No dependency"} declares the module ${module}${of}, ${which}.`;
    },
    fix: (facts) => {
      const { module, distribution, known, declared, installed: installed2, python, extras, neededBy, table: table2, line } = facts;
      if (neededBy.length === 0)
        return `Add what users need to ${table2}, or to an extra. Where they can do without it, catch the ImportError.`;
      if (installed2 !== null)
        return `Import from what replaced ${module}, or declare a version range of ${distribution} that still has it, in ${table2}.`;
      if (python !== null && !known)
        return `Import from what replaced ${module}, or set requires-python to "${python}".`;
      if (declared)
        return `Take the condition (after the semicolon) off ${distribution} in ${table2}, or import it under the same condition.`;
      return `Add to ${table2}: ${line}${known ? "" : " (the name on the index may differ from the name of the module)"}${extras.length > 0 ? `; or import it where only those come who asked for the extra ${list(extras, "or")}` : ""}`;
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
var TO_SEE_IT = 'To see it: install the wheel into an empty environment, and there run: python -c "import MODULE"';
var IMPORT_FIXES = {
  public: `Mend what the error names. ${TO_SEE_IT}`,
  "own-module": `Add the module that is missing, or remove the import of it. ${TO_SEE_IT}`,
  "own-name": `Define the name that is missing, or import it from where it is. ${TO_SEE_IT}`,
  checkout: `Let the build ship what it reads or imports, as it is in the checkout. ${TO_SEE_IT}`,
  elsewhere: "Nothing, if these modules are meant for those who have more installed."
};

// src/rules/requires-python-fixes.ts
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
function floorFix(feature) {
  const { needs } = feature;
  return needs === null ? "Raise Requires-Python to the first Python that compiles it, or write it in the older syntax." : `Either raise Requires-Python: ${declaration(feature, needs)}
or ${without(feature, needs)}`;
}
function declaration({ declaredIn }, needs) {
  switch (declaredIn) {
    case "requires-python":
      return `requires-python = ">=${needs}" in [project]`;
    case "python":
      return `python = ">=${needs}" in [tool.poetry.dependencies]`;
    case "python_requires":
      return `python_requires of setup.py or setup.cfg as >=${needs}`;
  }
}
function without({ kind, feature }, needs) {
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

// src/rules/install.ts
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
  },
  "requires-python-false": {
    title: "Requires-Python allows a Python that it does not run on",
    why: "Installers trust it: users of that Python get a package that fails, in place of an older release that works.",
    message: ({ floor, requiresPython, path, line, feature, kind }) => `Requires-Python ${requiresPython} allows Python ${floor}, which lacks what ${path}:${line} uses: ${describeFeature(kind, feature)}.`,
    fix: floorFix
  },
  "dependency-pinned": {
    title: "A library pins a dependency",
    why: "Whoever needs another version of it, or its next security fix, cannot install the two together.",
    message: ({ pins }) => `It allows one version only of ${list(pins.map((pin) => pin.split("==")[0]))}: ${list(pins)}.`,
    fix: ({ pins }) => `Allow a range, and pin in a lock file: ${pins.map((pin) => `"${pin.replace("==", ">=")}"`).join(", ")}`
  },
  "lower-bound-false": {
    title: "The lowest versions that are declared do not work",
    why: "Who already has such a version keeps it when installing the package, which then fails.",
    message: ({ dependencies, failures: failures2, words: words2 }) => {
      if (failures2.length === 0)
        return `The lowest versions that are declared cannot be installed for this Python: ${words2.join(" / ")}`;
      const what = failures2.map((failure) => failure.what);
      return `With the lowest versions that are declared (${list(dependencies)}) ${listSome(what, 3)} ${what.length > 1 ? "fail" : "fails"}, which ${what.length > 1 ? "work" : "works"} with the highest: ${failures2[0]?.error}.`;
    },
    fix: ({ table: table2 }) => `Raise the lower bounds in ${table2} to versions with which it works, or support the lower ones, and run with --resolution lowest-direct again.`
  }
};

// src/rules/scripts.ts
var SCRIPT_RULES = {
  "entry-point-broken": {
    title: "An entry point leads to nothing",
    why: "The command or plug-in is installed, or claimed, and cannot be used.",
    message: ({ group: group2, script: script2, value, problem }) => `${entryTitle(group2, script2)} = "${value}" ${problem}.`,
    fix: ({ group: group2, script: script2, problem }) => entryFix(group2, script2, problem)
  },
  "script-failed": {
    title: "A console script fails",
    why: "The command is the package, for who installs it to use it.",
    message: ({ command, ending, words: words2, inconclusive }) => `"${command}" ${ending}${words2.length > 0 ? `: ${words2.join(" / ")}` : ""}${inconclusive ? "; it is not known whether that is meant" : ""}.`,
    fix: ({ script: script2, inconclusive }) => inconclusive ? `Say how it answers, in pyproject.toml:
[tool.as-installed.scripts."${script2}"]
args = ["--version"]  # what to call it with
exit = 0               # the status it then ends with
# or: skip = "the reason"` : "Mend what the error names. To see it: install the wheel into an empty environment, and run the command there."
  },
  "script-timeout": {
    title: "A console script does not end",
    why: "It hangs, or it is a server that should not be asked for its help.",
    message: ({ command, seconds: seconds3 }) => `"${command}" did not end within ${seconds3} s.`,
    fix: ({ script: script2 }) => `If it is a server, say so in pyproject.toml:
[tool.as-installed.scripts."${script2}"]
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

// src/rules/tests.ts
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
    message: ({ path, kind, ...culprit }) => `${path} of the checkout was ${kind === "open" ? "read" : "executed"} while the tests ran: ${blame(culprit)}.`,
    fix: ({ entry, by }) => `${entry === null ? "Do not name the checkout" : `Remove ${entry}`}${by === null ? "" : ` in ${place(by)}`}: what the tests need of the package is installed, and paths relative to the tests lead into a copy.`
  }
};
function blame({ way, entry, by }) {
  const who = by === null ? "something" : place(by);
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
function place({ file, line }) {
  return line === null ? file : `${file}:${line}`;
}

// src/rules/version.ts
function waivedBy(waiver) {
  if (waiver === null) return "";
  return waiver.by === "label" ? ` The label "${waiver.name}" waives it.` : ` ${waiver.name} of commit ${waiver.commit.slice(0, 10)} waives it: ${waiver.reason}.`;
}
var VERSION_RULES = {
  "version-invalid": {
    title: "The version is not one",
    why: "Installers and indexes order versions by PEP 440; what is none cannot be released.",
    message: ({ version, reason }) => `The version ${version} ${reason}.`,
    fix: () => "Use a version such as 1.4.0, 1.4.0rc1 or 1.4.0.post1 (PEP 440)."
  },
  "version-disagrees": {
    title: "The package says another version of itself than its metadata",
    why: "Users, bug reports and programs that compare versions are told what is not so.",
    message: ({ distribution, version, by, claimed, place: place4 }) => place4 === "name" ? `The package asks for its version by ${by}, but it is installed as ${distribution} (${version}), and nothing of that name is.` : `The wheel has version ${version}, but ${by} ${place4 === "attribute" ? "is" : "says"} "${claimed}".`,
    fix: ({ distribution, version, by, place: place4 }) => {
      switch (place4) {
        case "name":
          return `Ask for importlib.metadata.version("${distribution}").`;
        case "attribute":
          return `Set ${by.split(".").at(-1)} = "${version}", or read it where it is written once:
from importlib.metadata import version

__version__ = version("${distribution}")`;
        case "script":
          return `Let the command read it where it is written once: importlib.metadata.version("${distribution}").`;
        case "lock":
          return "uv lock";
        case "declared":
          return `Set it to "${version}"; or, where the build finds the version, remove it and declare dynamic = ["version"].`;
        default:
          return "Let the build find one version, in the checkout as in the sdist, which has no git history. An installer refuses an sdist whose wheel has another one.";
      }
    }
  },
  "version-not-bumped": {
    title: "What ships has changed and the version has not",
    why: "Two different packages with one version cannot be told apart; an index refuses the second.",
    message: ({ version, previous, tag, changed, lower, waiver }) => {
      const standing = lower ? `The version ${version} is lower than ${previous}, which was tagged as ${tag}` : `The version is still ${version}, as at the last tag ${tag}`;
      return `${standing}${changed.length > 0 ? `, but ${listSome(changed, 3)} changed since` : ""}.${waivedBy(waiver)}`;
    },
    fix: ({ previous, next: next2 }) => {
      if (next2 === null) return `Raise the version above ${previous}.`;
      const { least, breaking, added } = next2;
      const changes = breaking.length > 0 ? breaking.map(brokenInWords) : added.map(addedInWords);
      return `Raise the version to ${least} or later${changes.length > 0 ? `: ${listSome(changes, 3)}` : ""}.`;
    }
  },
  "bump-too-small": {
    title: "The public API changed more than the version says",
    why: "Who asks for releases up to the next major one gets this one, and what used to work does not.",
    message: ({ version, previous, step, needed, breaking, added, waiver }) => {
      const size2 = step === "post-release" ? step : `${step} release`;
      const changes = breaking.length > 0 ? breaking.map(brokenInWords) : added.map(addedInWords);
      return `From ${previous} to ${version} is a ${size2}, but ${listSome(changes, 3)}: that asks for a ${needed} release.${waivedBy(waiver)}`;
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
    message: ({ version, previous, branch, waiver }) => `The version is ${version}, but ${branch || "the branch that it is merged into"} has ${previous}, and by policy the release alone raises it.${waivedBy(waiver)}`,
    fix: ({ previous }) => `Set the version back to ${previous}.`
  },
  "tag-mismatch": {
    title: "The tag is not the version of the artifact",
    why: "What is published under the tag carries another version.",
    message: ({ tag, version, tagVersion, writer }) => `The tag is ${tag}${tagVersion === null ? ", which names no version" : ""}, but the wheel that was built has version ${version}.${writer === null ? "" : ` A workflow seems to write the version (${writer.file}, line ${writer.line}: ${writer.text}), and has not done so here.`}`,
    fix: ({ tag, tagVersion, version, writer }) => writer !== null ? `Run as-installed after the step that writes the version, or say that ${version} only holds its place:
[tool.as-installed.version]
placeholder = "${version}"` : tagVersion === null ? `Tag the commit as v${version}.` : `Set the version to ${tagVersion} and tag again, or tag v${version} instead of ${tag}.`
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
    message: ({ version, tag, commit, branch }) => tag === null ? branch === null ? `The package index has version ${version} already.` : `${branch || "The branch that it is merged into"} has raised the version to ${version} already since the last release: this change would ship under the same version.` : `The version ${version} was tagged already: ${tag} is at ${commit?.slice(0, 10)}, another commit.`,
    fix: ({ version }) => `Raise the version above ${version}.`
  }
};
function brokenInWords(change) {
  const { parameters, old, to } = change;
  const path = asCalled(change);
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
function addedInWords(addition) {
  const { parameters } = addition;
  return parameters.length === 0 ? `${addition.path} is new` : `${asCalled(addition)} may now be given ${list(parameters)}`;
}
function asCalled({ path, parameters }) {
  return parameters.length === 0 ? path : path.replace(/\.__(?:init|new)__$/, "");
}

// src/rules.ts
var RULES = {
  ...ARTIFACT_RULES,
  ...INSTALL_RULES,
  ...IMPORT_RULES,
  ...SCRIPT_RULES,
  ...TEST_RULES,
  ...VERSION_RULES
};
function docsPage(rule) {
  return `https://github.com/as-installed/as-installed/blob/main/docs/rules/${rule}.md`;
}

// src/config/bump.ts
var BUMP_SIZES = ["none", "patch", "minor", "major"];
var BUMP_SEVERITIES = ["warning", "error", "off"];

// src/config/settings.ts
var text2 = pipe(string(), trim(), nonEmpty());
var texts = array(text2);
var status = pipe(number(), integer(), minValue(0), maxValue(255));
var seconds = pipe(number(), minValue(1e-3), maxValue(MOST_SECONDS));
var A_DATE = "be a date such as 2027-01-31";
var isDay = (day) => !Number.isNaN(day.getTime()) && day.getUTCFullYear() > 0;
var isWrittenDay = (text5) => isDay(new Date(text5)) && new Date(text5).toISOString().slice(0, 10) === text5;
var date2 = pipe(
  union([pipe(date(), check(isDay, A_DATE)), pipe(string(), check(isWrittenDay, A_DATE))]),
  transform((value) => new Date(value).toISOString().slice(0, 10))
);
var Script = strictObject({
  args: optional(texts),
  exit: optional(union([status, array(status)])),
  extras: optional(texts),
  "time-limit": optional(seconds),
  skip: optional(text2)
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
var Settings = strictObject({
  ignore: optional(
    array(
      strictObject({
        rule: picklist(Object.keys(RULES)),
        reason: text2,
        expires: optional(date2),
        match: optional(text2)
      })
    ),
    []
  ),
  scripts: optional(record(string(), Script), {}),
  tests: optional(
    strictObject({
      requirements: optional(texts),
      args: optional(texts, []),
      "time-limit": optional(seconds),
      skip: optional(text2)
    }),
    {}
  ),
  version: optional(
    strictObject({
      policy: optional(Policy),
      tag: optional(
        pipe(
          text2,
          check(
            (pattern) => pattern.split("{version}").length === 2,
            'contain {version} once, as in "pkg-v{version}"'
          )
        )
      ),
      // What stands for the version until the release workflow writes it.
      placeholder: optional(text2),
      "release-branches": optional(texts, ["release-please--*", "release-please--*/**"]),
      "waive-label": optional(text2, "no-version-bump"),
      "waive-trailer": optional(text2, "No-Version-Bump"),
      bump: optional(Bump)
    }),
    {}
  ),
  "pass-env": optional(texts, []),
  generated: optional(texts, [])
});
var DEFAULT_SETTINGS = parse3(Settings, {});
var ROOT = ["tool", "as-installed"];
function readSettings(table2, file, lineOf) {
  const parsed2 = safeParse(Settings, table2 ?? {});
  if (parsed2.success) return { settings: parsed2.output, problems: [] };
  const problems = parsed2.issues.map((issue) => {
    const path = [...ROOT, ...(issue.path ?? []).map((part) => part.key)];
    const line = lineOf(path);
    return { message: sentence(issue, path), file, ...line === void 0 ? {} : { line } };
  });
  return { settings: DEFAULT_SETTINGS, problems };
}
function sentence(issue, path) {
  const parent = dotted(path.slice(0, -1));
  const here = dotted(path);
  if (issue.type === "strict_object" && issue.expected === "never") {
    const known = knownKeys(path);
    const keys = known.length > 0 ? ` The keys there are ${list(known)}.` : "";
    return `[${parent}] has the unknown key "${path.at(-1)}".${keys}`;
  }
  if (issue.type === "strict_object" && issue.received === "undefined") {
    return `[${parent}] lacks "${path.at(-1)}", which is required there.`;
  }
  if (issue.type === "check") {
    return `${here} is ${issue.received}, but it must ${issue.message}.`;
  }
  if (issue.type === "non_empty") return `${here} is "", but it must be a text that is not empty.`;
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
  const wanted = issue.type === "picklist" ? `one of ${issue.expected?.replace(/[()]/g, "").replaceAll(" | ", ", ")}` : expected[issue.type];
  const received = issue.received === "null" ? "another table" : issue.received;
  return `${here} is ${received}, but it must be ${wanted ?? issue.expected}.`;
}
var UNIONS = {
  expires: "a date such as 2027-01-31",
  policy: `one of ${VERSION_POLICIES.join(", ")}, or a table of them by event: ${list(POLICY_EVENTS)}`
};
function dotted(path) {
  return path.map((part) => typeof part === "number" ? `[${part}]` : `.${part}`).join("").replace(/^\./, "");
}
function knownKeys(path) {
  const below2 = path.slice(ROOT.length, -1);
  switch (below2[0]) {
    case void 0:
      return Object.keys(Settings.entries);
    case "scripts":
      return Object.keys(Script.entries);
    case "tests":
      return Object.keys(Settings.entries.tests.wrapped.entries);
    case "version":
      return Object.keys(below2[1] === "bump" ? Bump.entries : Settings.entries.version.wrapped.entries);
    case "ignore":
      return Object.keys(Settings.entries.ignore.wrapped.item.entries);
    default:
      return [];
  }
}

// src/project/claims.ts
function claimedInPyproject(declared, at2, file, lineOf) {
  const claims = (group2, entries, path) => Object.entries(isTable(entries) ? entries : {}).flatMap(
    ([name, value]) => typeof value === "string" ? [{ group: group2, name, value, file, line: lineOf([...at2, ...path, name]) }] : []
  );
  const groups = (key) => Object.entries(isTable(declared[key]) ? declared[key] : {}).flatMap(
    ([group2, entries]) => claims(group2, entries, [key, group2])
  );
  return [
    ...claims("console_scripts", declared.scripts, ["scripts"]),
    ...claims("gui_scripts", declared["gui-scripts"], ["gui-scripts"]),
    ...groups("entry-points"),
    ...groups("plugins")
  ];
}
function claimedInSetupCfg(setupCfg, file) {
  const groups = [...setupCfg.get("options.entry_points") ?? []];
  return groups.flatMap(
    ([group2, lines]) => lines.split("\n").flatMap((line) => {
      const [, name, value] = /^([^=#]+?)\s*=\s*(.+)$/.exec(line) ?? [];
      return name === void 0 || value === void 0 ? [] : [{ group: group2, name, value, file, line: void 0 }];
    })
  );
}
function isTable(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

// src/project/ini.ts
function parseIni(text5) {
  const sections = /* @__PURE__ */ new Map();
  let section2;
  let key;
  let keyIndent = 0;
  for (const line of text5.split(/\r?\n/)) {
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
  constructor(text5) {
    this.locs = new Locations();
    this.lastCodePoint = CodePoint.NULL;
    this.start = -1;
    this.end = 0;
    this.text = text5;
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
  constructor(text5, parserOptions) {
    this.backCode = false;
    this.lastCodePoint = CodePoint.NULL;
    this.state = "DATA";
    this.token = null;
    this.tokenStart = -1;
    this.valuesEnabled = false;
    this.text = text5;
    this.parserOptions = parserOptions || {};
    this.codePointIterator = new CodePointIterator(text5);
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
        const text5 = option1;
        token = {
          type,
          value,
          number: parseInt(text5, option2),
          bigint: HAS_BIGINT ? BigInt(RADIX_PREFIXES[option2] + text5) : null,
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
  constructor(text5, parserOptions) {
    this.text = text5;
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
    const text5 = this.text;
    const [startRange, endRange] = token.range;
    let numberString = null;
    const getNumberText = () => {
      return numberString ?? (numberString = text5.slice(startRange, endRange).replace(/_/g, ""));
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

// src/project/toml-locations.ts
function locateToml(text5) {
  let located;
  return (path) => {
    located ??= locate(text5);
    return located(path);
  };
}
function locate(text5) {
  const lines = /* @__PURE__ */ new Map();
  const linesInside = /* @__PURE__ */ new Map();
  const key = (path) => JSON.stringify(path);
  const note = (path, node) => {
    const { line } = node.loc.start;
    if (!lines.has(key(path))) lines.set(key(path), line);
    for (let length = path.length - 1; length > 0; length--) {
      const around = key(path.slice(0, length));
      if (!linesInside.has(around)) linesInside.set(around, line);
    }
  };
  const visitValue = (path, node) => {
    note(path, node);
    if (node.type === "TOMLArray") {
      for (const [i, element] of node.elements.entries()) visitValue([...path, i], element);
    }
    if (node.type === "TOMLInlineTable") for (const entry of node.body) visitPair(path, entry);
  };
  const visitPair = (path, pair) => {
    let here = path;
    for (const part of pair.key.keys) {
      here = [...here, part.type === "TOMLBare" ? part.name : part.value];
      note(here, pair);
    }
    visitValue(here, pair.value);
  };
  for (const node of topNodes(text5)) {
    if (node.type === "TOMLKeyValue") visitPair([], node);
    else {
      note(node.resolvedKey, node);
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
function topNodes(text5) {
  try {
    return parseTOML(text5.replace(/^\ufeff/, ""), { tomlVersion: "1.1" }).body[0].body;
  } catch {
    return [];
  }
}

// src/project/uv-lock.ts
import { readFile as readFile3 } from "node:fs/promises";
import { join as join6 } from "node:path";
import { dirname as dirname3, normalize } from "node:path/posix";
async function readUvLock(checkout, path) {
  for (let folder = path; ; folder = dirname3(folder)) {
    const file = folder === "." ? "uv.lock" : `${folder}/uv.lock`;
    if (checkout.files.includes(file)) {
      const text5 = await readFile3(join6(checkout.root, file), "utf8").catch(() => "");
      const found = entryOf(text5, (source) => normalize(`${folder}/${source}`) === normalize(path));
      if (found !== void 0) return { ...found, file };
    }
    if (folder === ".") return void 0;
  }
}
function entryOf(text5, isSource) {
  let line = 1;
  for (const entry of text5.split(/^(?=\[\[package\]\])/m)) {
    const lines = entry.split("\n");
    if (/^source = \{ (?:editable|virtual|directory) = /m.test(entry)) {
      const { version, source } = parsed(entry);
      if (source !== void 0 && isSource(source)) {
        const at2 = lines.findIndex((one2) => one2.startsWith("version = "));
        return { version: version ?? null, line: line + Math.max(at2, 0) };
      }
    }
    line += lines.length - 1;
  }
  return void 0;
}
function parsed(entry) {
  try {
    const [{ version, source }] = parse4(entry).package;
    return { ...version === void 0 ? {} : { version }, source: Object.values(source)[0] };
  } catch {
    return {};
  }
}

// src/project/project.ts
var LEGACY = {
  requires: ["setuptools >= 40.8.0"],
  backend: "setuptools.build_meta:__legacy__",
  backendPath: []
};
async function readProject(checkout, folder) {
  const path = pathInCheckout(checkout, folder);
  const read2 = (name) => readFile4(join7(folder, name)).catch(() => void 0);
  const [pyprojectBytes, setupCfgBytes, setupPy] = await Promise.all(
    ["pyproject.toml", "setup.cfg", "setup.py"].map(read2)
  );
  const [pyprojectText, setupCfgText] = [pyprojectBytes?.toString(), setupCfgBytes?.toString()];
  if (pyprojectText === void 0 && setupCfgText === void 0 && setupPy === void 0) {
    throw new ConfigurationError([{ message: noProject(checkout, path) }]);
  }
  const file = pyprojectOf({ path });
  if (pyprojectBytes !== void 0) checkEncoding(pyprojectBytes, file);
  const pyproject = parsePyproject(pyprojectText ?? "", file);
  const lineOf = locateToml(pyprojectText ?? "");
  const setupCfg = parseIni(setupCfgText ?? "");
  const tool = table(pyproject.tool);
  const { settings, problems } = tool["as-installed"] === void 0 ? { settings: DEFAULT_SETTINGS, problems: [] } : readSettings(tool["as-installed"], file, lineOf);
  const buildSystem = readBuildSystem(pyproject, file, lineOf, problems);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const declared = table(pyproject.project);
  const poetry = table(tool.poetry);
  const metadata = setupCfg.get("metadata");
  return {
    folder,
    path,
    name: text3(declared.name) ?? text3(poetry.name) ?? metadata?.get("name") ?? basename3(folder),
    pyproject,
    lineOf,
    setupCfg,
    buildSystem,
    requiresPython: text3(declared["requires-python"]) ?? setupCfg.get("options")?.get("python_requires"),
    claimedEntryPoints: [
      ...claimedInPyproject(declared, ["project"], file, lineOf),
      ...claimedInPyproject(poetry, ["tool", "poetry"], file, lineOf),
      .../^setuptools\b/.test(buildSystem.backend) ? claimedInSetupCfg(setupCfg, fileOf({ path }, "setup.cfg")) : []
    ],
    locked: await readUvLock(checkout, path),
    settings,
    neighbours: [],
    ring: []
  };
}
function noProject(checkout, path) {
  const where = path === "." ? checkout.root : path;
  const inside = prefixOf({ path });
  const below2 = checkout.files.filter((file) => file.startsWith(inside) && file.endsWith("/pyproject.toml"));
  const hint = below2.length > 0 ? ` There is one below it: ${below2.slice(0, 3).join(", ")}.` : "";
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
    return parse4(content);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const words2 = error.message.split("\n")[0]?.replace(/^Invalid TOML document: /, "");
    const message = `${file} is not TOML, line ${error.line}, column ${error.column}: ${words2}. Mend that line.`;
    throw new ConfigurationError([{ message, file, line: error.line }]);
  }
}
function readBuildSystem(pyproject, file, lineOf, problems) {
  const given = pyproject["build-system"];
  if (given === void 0) return LEGACY;
  const { requires, "build-backend": backend, "backend-path": backendPath } = table(given);
  const wrong = (key, wanted) => {
    const line = lineOf(["build-system", key]);
    problems.push({
      message: `build-system.${key} of ${file} is missing or of the wrong type: it must be ${wanted} (PEP 518).`,
      file,
      ...line === void 0 ? {} : { line }
    });
  };
  if (!isTexts(requires)) wrong("requires", "a list of requirements");
  if (backend !== void 0 && typeof backend !== "string") wrong("build-backend", "a text");
  if (backendPath !== void 0 && !isTexts(backendPath)) wrong("backend-path", "a list of folders");
  return {
    requires: isTexts(requires) ? requires : [],
    backend: typeof backend === "string" ? backend : LEGACY.backend,
    backendPath: isTexts(backendPath) ? backendPath : []
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
function table(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date) ? value : {};
}
function text3(value) {
  return typeof value === "string" ? value : void 0;
}
function isTexts(value) {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

// src/project/copies.ts
var Copies = class {
  #checkout;
  #folder;
  #packages;
  #expected;
  #shared = /* @__PURE__ */ new Map();
  #touchedFiles;
  /**
   * @param folder a temporary folder for what is shared
   * @param packages the paths of all packages of the checkout
   * @param expected of those the ones that are expected to be built in this run
   */
  constructor(checkout, folder, packages2, expected = packages2) {
    this.#checkout = checkout;
    this.#folder = folder;
    this.#packages = packages2;
    this.#expected = expected;
  }
  /**
   * A copy to build a project in: what git tracks, as it is now, with a history of its own. Nothing was built in the
   * project's folder of it before.
   *
   * @param name of the copy, one for each time that the project is built
   * @param own where the copy is made if it cannot be shared
   */
  async toBuild(project, name, own) {
    const generated = project.settings.generated.map((glob) => fileOf(project, glob));
    const isExpected2 = this.#expected.includes(project.path);
    const isOwn3 = generated.length > 0 || !isExpected2;
    const copy = await this.#sharedOr(project, isOwn3, name, own, async (folder) => {
      const real = isExpected2 ? this.#expected : [project.path];
      const linked = generated.length > 0 ? [] : await this.#linkedAsCommitted(real);
      await this.#fill(folder, linked, generated);
      await disregard(this.#checkout, folder, linked, this.#checkout.files.filter(isInAny(linked)));
    });
    return join8(copy, project.path);
  }
  /** The tree of an earlier commit, to build a project in. */
  checkedOut(project, commit, own, checkOut) {
    return this.#sharedOr(project, project.settings.generated.length > 0, commit, own, checkOut);
  }
  async #sharedOr(project, isOwn3, name, own, make) {
    if (isOwn3 || this.#packages.length < 2 || this.#holdsOthers(project)) {
      await make(own);
      return own;
    }
    return this.#once(name, make);
  }
  #once(name, make) {
    const folder = join8(this.#folder, name);
    const made = this.#shared.get(name) ?? make(folder).then(() => folder);
    this.#shared.set(name, made);
    return made;
  }
  /** What is built in it would be beside the others. */
  #holdsOthers(project) {
    return this.#packages.some((path) => path !== project.path && `${path}/`.startsWith(prefixOf(project)));
  }
  /**
   * Copies the checkout to a new folder in which a project is tested, and gives that folder. Tests that ask git for the
   * root of the checkout or for its files get those of the copy.
   */
  async toTest(project, stage) {
    await this.#fill(stage, this.#linkedBeside([project.path]));
    return stage;
  }
  /** Packages of which a copy needs no files of its own, where it has those of some, and of what was changed. */
  #linkedBeside(real, changed = []) {
    const holding = new Set([...real, ...changed].flatMap(withFoldersAbove));
    const isReal2 = isInAny(real);
    const linked = this.#packages.filter((path) => !holding.has(path) && !isReal2(path));
    const isLinked = isInAny(linked);
    return linked.filter((path) => !isLinked(posix2.dirname(path)));
  }
  /** The same, of those alone that are as git has them. */
  async #linkedAsCommitted(real) {
    if (this.#linkedBeside(real).length === 0) return [];
    this.#touchedFiles ??= touchedFiles(this.#checkout);
    return this.#linkedBeside(real, await this.#touchedFiles);
  }
  /** Makes a copy with a history of its own, of which some packages are only linked. */
  async #fill(folder, linked, generated = []) {
    const isLinked = isInAny(linked);
    const beside = linked.length === 0 ? void 0 : await this.#once("beside", (to) => this.#fill(to, []));
    await mkdir2(folder, { recursive: true });
    const files = this.#checkout.files.filter((file) => !isLinked(file));
    await Promise.all([
      copyFiles({ ...this.#checkout, files }, folder, generated),
      borrowHistory(this.#checkout, folder)
    ]);
    if (beside === void 0) return;
    for (const parent of new Set(linked.map(posix2.dirname)))
      mkdirSync(join8(folder, parent), { recursive: true });
    for (const path of linked) symlinkSync(join8(beside, path), join8(folder, path), "junction");
  }
};
function isInAny(folders) {
  const all = new Set(folders);
  return (path) => withFoldersAbove(path).some((one2) => all.has(one2));
}
function withFoldersAbove(path) {
  return [".", ...foldersAbove(path), path];
}

// src/project/workspace.ts
import { dirname as dirname5, isAbsolute as isAbsolute2, join as join10, normalize as normalize2 } from "node:path/posix";

// src/artifact/wheel.ts
var import_yauzl = __toESM(require_yauzl(), 1);
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat as stat2 } from "node:fs/promises";
import { basename as basename4 } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

// src/artifact/credentials.ts
var LARGEST_CREDENTIAL_FILE = 1024 * 1024;
var FORMS = [
  [
    "a private key",
    // With its body: the header alone stands in code that reads keys.
    /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----\s+(?:[\w-]+: [^\n]*\n\s*)*[A-Za-z0-9+/=]{40}/
  ],
  ["a token of GitHub", /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/],
  ["a token of a package index", /\bpypi-AgE[A-Za-z0-9_-]{80,}/],
  ["a token of GitLab", /\bglpat-[A-Za-z0-9_-]{20,}/],
  ["a token of npm", /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s*=\s*[A-Za-z0-9_-]{16,}/],
  ["a token of Slack", /\bxox[abprs]-\d{8,}-[A-Za-z0-9-]{20,}/],
  ["a live key of Stripe", /\b[rs]k_live_[A-Za-z0-9]{20,}/]
];
var AWS = [/\bAKIA[A-Z0-9]{16}\b/, /\b[A-Za-z0-9/+]{40}\b/];
var PLACEHOLDER = /example|dummy|fake|sample|placeholder|changeme|change[-_]me|your|x{5}|0{5}|1234567|abcdef/i;
function credentialIn(path, content) {
  const name = path.split("/").at(-1);
  const text5 = content.toString("latin1");
  for (const [what, form] of FORMS) {
    const found = form.exec(text5)?.[0];
    if (found !== void 0 && isReal(found)) return what;
  }
  const [identifier, secret] = AWS.map((form) => form.exec(text5)?.[0]);
  if (identifier !== void 0 && secret !== void 0 && isReal(identifier) && isReal(secret))
    return "an access key of AWS";
  return passwordIn(name, text5);
}
function passwordIn(name, text5) {
  const form = /^\.env(?!\.(?:example|sample|template|dist|tests?)$)(\.|$)/.test(name) ? /^\s*(?:export\s+)?\w*(?:SECRET|TOKEN|PASSWORD|PASSWD|API_?KEY|PRIVATE_?KEY|CREDENTIAL)\w*\s*=\s*["']?([^\s"'#]{6,})/im : name === ".pypirc" ? /^\s*password\s*[=:]\s*(\S{6,})/im : /^[._]netrc$/.test(name) ? /\bpassword\s+(\S{6,})/i : void 0;
  const value = form?.exec(text5)?.[1];
  if (value === void 0 || /^[$<{%]/.test(value) || PLACEHOLDER.test(value)) return void 0;
  return "a password";
}
function isReal(found) {
  return !PLACEHOLDER.test(found) && new Set(found.slice(-36)).size >= 12;
}

// src/artifact/entry-points.ts
function parseEntryPoints(text5) {
  let group2 = "";
  return text5.split(/\r?\n/).flatMap((raw) => {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) return [];
    if (line.startsWith("[") && line.endsWith("]")) {
      group2 = line.slice(1, -1);
      return [];
    }
    const equals = line.indexOf("=");
    if (group2 === "" || equals < 0) return [];
    return [parseEntryPoint(group2, line.slice(0, equals).trim(), line.slice(equals + 1).trim())];
  });
}
function parseEntryPoint(group2, name, value) {
  const [uncommented = ""] = value.split(/[#;]/);
  const [reference = "", bracket = ""] = uncommented.split("[");
  const [module = "", attribute2] = reference.split(":").map((part) => part.trim());
  return {
    group: group2,
    name,
    value,
    module,
    attribute: attribute2 || void 0,
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

// src/artifact/wheel.ts
async function readArtifactFile(file, kind) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return { kind, file, sha256: hash.digest("hex"), bytes: (await stat2(file)).size };
}
async function readWheel(file) {
  const { members, metadataFiles, credentials } = await readMembers(file).catch((error) => {
    throw new Error(`${basename4(file)} cannot be read as a zip archive: ${error.message}`);
  });
  const metadata = metadataFiles.get("METADATA");
  if (metadata === void 0) throw new Error(`${basename4(file)} has no METADATA file, so it is not a wheel`);
  const files = members.flatMap(({ name, sha256 }) => {
    const path = pathInSitePackages(name);
    return path === void 0 ? [] : [{ path, sha256 }];
  });
  return {
    ...await readArtifactFile(file, "wheel"),
    metadata: parseMetadata(metadata),
    entryPoints: parseEntryPoints(metadataFiles.get("entry_points.txt") ?? ""),
    members,
    credentials,
    files,
    topLevels: topLevelsOf(files.map(({ path }) => path))
  };
}
async function readMembers(file) {
  const members = [];
  const metadataFiles = /* @__PURE__ */ new Map();
  const credentials = /* @__PURE__ */ new Map();
  const zip = await import_yauzl.default.openPromise(file);
  for await (const entry of zip.eachEntry()) {
    const { fileName: name, lastModFileDate: date3, lastModFileTime: time2 } = entry;
    if (name.endsWith("/")) continue;
    const content = await buffer(await zip.openReadStreamPromise(entry));
    members.push({
      name,
      sha256: createHash("sha256").update(content).digest("hex"),
      mode: entry.externalFileAttributes >>> 16 & 4095,
      modified: date3 * 65536 + time2
    });
    const inMetadata = /^[^/]+\.dist-info\/([^/]+)$/.exec(name)?.[1];
    if (inMetadata !== void 0) metadataFiles.set(inMetadata, content.toString());
    const credential = content.length > LARGEST_CREDENTIAL_FILE ? void 0 : credentialIn(name, content);
    if (credential !== void 0) credentials.set(name, credential);
  }
  return { members, metadataFiles, credentials };
}
function pathInSitePackages(member) {
  if (/^[^/]+\.dist-info\//.test(member)) return void 0;
  const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(member);
  if (data === null) return member;
  return data[1] === "purelib" || data[1] === "platlib" ? data[2] : void 0;
}
var IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
var MODULE = /^([^.]+)(?:\.py|\.(?:cpython|cp\d|abi3|pypy|graalpy)[^/]*\.(?:so|pyd)|\.pyd)$/;
function moduleOf(path) {
  const parts = path.split("/");
  const file = MODULE.exec(parts.pop() ?? "")?.[1];
  if (file === void 0) return void 0;
  const names = file === "__init__" && parts.length > 0 ? parts : [...parts, file];
  return names.every((name) => IDENTIFIER.test(name)) ? names.join(".") : void 0;
}
function shippedPath(file, { files }) {
  const installed2 = file.replaceAll("\\", "/");
  return files.find(({ path }) => installed2.endsWith(`/${path}`))?.path;
}
function topOf(name) {
  return name.split(".")[0];
}
function topLevelsOf(paths) {
  const kinds = /* @__PURE__ */ new Map();
  for (const path of paths) {
    const module = moduleOf(path);
    if (module === void 0) continue;
    const name = topOf(module);
    if (/^[^/]+\/__init__\./.test(path)) kinds.set(name, "package");
    else if (!path.includes("/") && kinds.get(name) !== "package") kinds.set(name, "module");
    else if (!kinds.has(name)) kinds.set(name, "namespace");
  }
  return [...kinds].map(([name, kind]) => ({ name, kind })).sort((a, b) => a.name < b.name ? -1 : 1);
}

// src/checks/facts.ts
function seenValue(seen) {
  return seen.kind === "seen" ? seen.value : void 0;
}

// src/checks/stray-names.ts
var NOT_A_PACKAGE = new Set(
  "test tests doc docs example examples benchmark benchmarks tool tools script scripts src build dist conftest setup noxfile".split(
    " "
  )
);
function isPackageName(name) {
  return !NOT_A_PACKAGE.has(name);
}
function strayNames({ metadata, topLevels }) {
  const own = normalizeName(metadata.name);
  const isStray = ({ name }) => !isPackageName(name) && normalizeName(name) !== own;
  return topLevels.every(isStray) ? [] : topLevels.filter(isStray).map(({ name }) => name);
}
function wheelFromTree(facts) {
  const fromTree = seenValue(facts.rebuilds)?.fromTree;
  return fromTree?.kind === "built" ? fromTree.wheel : void 0;
}

// src/project/test-requirements.ts
import { readFile as readFile5 } from "node:fs/promises";
import { dirname as dirname4, join as join9, resolve as resolve6 } from "node:path";

// src/project/poetry-requirements.ts
function poetryRequirements(dependencies, neighbours = /* @__PURE__ */ new Set()) {
  return Object.entries(dependencies).flatMap(([name, value]) => {
    if (name === "python") return [];
    return (Array.isArray(value) ? value : [value]).flatMap((one2) => requirement(name, one2, neighbours));
  });
}
function requirement(name, value, neighbours) {
  if (typeof value === "string") return [`${name}${specifier(value)}`];
  const { extras, markers, python, platform, path, git: git2, url, ...rest } = table(value);
  const isNeighbour = path !== void 0 && neighbours.has(normalizeName(name));
  const version = isNeighbour ? "*" : rest.version;
  if (path !== void 0 && !isNeighbour || git2 !== void 0 || typeof version !== "string")
    return typeof url === "string" ? [`${name} @ ${url}`] : [];
  const named2 = Array.isArray(extras) && extras.length > 0 ? `${name}[${extras.join(",")}]` : name;
  const conditions = [
    typeof markers === "string" ? `(${markers})` : "",
    typeof python === "string" ? pythonMarker(python) : "",
    typeof platform === "string" ? `sys_platform == "${platform}"` : ""
  ].filter(Boolean);
  return [`${named2}${specifier(version)}${conditions.length > 0 ? `; ${conditions.join(" and ")}` : ""}`];
}
function specifier(constraint) {
  return alternatives(constraint).at(-1) ?? "";
}
function alternatives(constraint) {
  return constraint.split(/\|\|?/).map(
    (alternative) => [...alternative.matchAll(/(\^|~(?!=)|<>|[<>=!~]=?=?)?\s*([^\s,<>=!~^]+)/g)].map(([, operator = "", version = ""]) => one(operator, version)).filter(Boolean).join(",")
  );
}
function one(operator, version) {
  if (version === "*") return "";
  const numbers = (/^v?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? "").split(".").map(Number);
  switch (operator) {
    case "^":
      return `>=${version},<${nextAfter(
        numbers,
        numbers.findIndex((number2) => number2 > 0)
      )}`;
    case "~":
      return `>=${version},<${nextAfter(numbers, Math.min(1, numbers.length - 1))}`;
    case "":
    case "=":
      return `==${version}`;
    case "<>":
      return `!=${version}`;
    default:
      return `${operator}${version}`;
  }
}
function nextAfter(numbers, place4) {
  const at2 = place4 < 0 ? numbers.length - 1 : place4;
  return [...numbers.slice(0, at2), (numbers[at2] ?? 0) + 1].join(".");
}
function pythonMarker(constraint) {
  const markers = alternatives(constraint).map(
    (alternative) => alternative.split(",").flatMap((part) => {
      const [, operator, version = ""] = /^([<>=!~]+)(.+)$/.exec(part) ?? [];
      const variable = version.split(".").length > 2 ? "python_full_version" : "python_version";
      return operator === void 0 ? [] : [`${variable} ${operator} "${version}"`];
    }).join(" and ")
  );
  if (markers.includes("")) return "";
  return markers.length > 1 ? `(${markers.join(" or ")})` : markers.join("");
}

// src/project/test-requirements.ts
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
var PLACES = [
  (context) => dependencyGroup(context, TEST_NAMES),
  (context) => extra(context, TEST_NAMES),
  (context) => toolTables(context, TEST_NAMES),
  (context) => requirementFile(context, TEST_FILES),
  tox,
  testsRequire,
  (context) => dependencyGroup(context, DEV_NAMES),
  (context) => extra(context, DEV_NAMES),
  (context) => toolTables(context, DEV_NAMES),
  (context) => requirementFile(context, DEV_FILES),
  (context) => hatchEnvironment(context, "default")
];
async function findTestRequirements(project, metadata, asked) {
  const read2 = (file) => readFile5(join9(project.folder, file), "utf8").catch(() => void 0);
  const context = { project, metadata, read: read2, absent: /* @__PURE__ */ new Set() };
  const found = asked === void 0 ? await firstPlace(context) : await resolveAsked(context, asked);
  const absent = [...context.absent];
  const lack = absent.length === 0 ? "" : `, without ${list(absent)}, which ${absent.length > 1 ? "are" : "is"} not there`;
  const own = withoutSelf(withNeighbours(found, project), project, metadata);
  return { ...own, source: found.source + lack };
}
function withPytest(lines) {
  return lines.some((line) => parseRequirement(line)?.name === "pytest") ? [...lines] : [...lines, "pytest"];
}
async function firstPlace(context) {
  for (const place4 of PLACES) {
    const found = await place4(context);
    if (found !== void 0) return found;
  }
  return { source: "nowhere (pytest alone)", lines: [], extras: [] };
}
async function resolveAsked(context, asked) {
  const problems = [];
  const lines = [];
  const extras = [];
  for (const item of asked) {
    const named2 = /^\[([\w.-]+)\]$/.exec(item)?.[1];
    const file = /^(?:-r|--requirement)[ =]?(.+)$/.exec(item)?.[1]?.trim();
    if (named2 !== void 0) {
      const group2 = dependencyGroup(context, [named2]);
      const ofExtra = extra(context, [named2]);
      if (group2 === void 0 && ofExtra === void 0)
        problems.push({
          message: `Test requirement [${named2}] names neither a dependency group nor an extra of ${context.project.name}.`
        });
      lines.push(...group2?.lines ?? []);
      extras.push(...group2 === void 0 ? ofExtra?.extras ?? [] : []);
    } else if (file !== void 0) {
      if (await context.read(file) === void 0)
        problems.push({
          message: `Test requirement "${item}" names a file that is not in the folder of ${context.project.name}.`
        });
      else lines.push(...await flatten(context, file));
    } else lines.push(fromFolder(context, ".", item));
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  return { source: "the configuration", lines, extras };
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
  const resolve10 = (group2, seen) => {
    const entries = groups.get(group2);
    if (!Array.isArray(entries) || seen.includes(group2)) return [];
    return entries.flatMap((entry) => {
      if (typeof entry === "string") return [entry];
      const included = table(entry)["include-group"];
      return typeof included === "string" ? resolve10(normalizeName(included), [...seen, group2]) : [];
    });
  };
  return { source: `dependency group "${name}"`, lines: resolve10(normalizeName(name), []), extras: [] };
}
function extra({ metadata }, names) {
  const wanted = names.map(normalizeName);
  const name = metadata.extras.find((candidate) => wanted.includes(normalizeName(candidate)));
  return name === void 0 ? void 0 : { source: `extra "${name}"`, lines: [], extras: [name] };
}
function neighboursOf({ neighbours }) {
  return new Set(neighbours.map(({ name }) => normalizeName(name)));
}
function toolTables(context, names) {
  const tool = table(context.project.pyproject.tool);
  const poetry = table(tool.poetry);
  for (const name of names) {
    const group2 = table(table(table(poetry.group)[name]).dependencies);
    if (Object.keys(group2).length > 0)
      return {
        source: `poetry group "${name}"`,
        lines: poetryRequirements(group2, neighboursOf(context.project)),
        extras: []
      };
    const pdm = table(table(tool.pdm)["dev-dependencies"])[name];
    if (isTexts(pdm)) return { source: `pdm group "${name}"`, lines: pdm, extras: [] };
    const hatch = (name === "test" ? hatchEnvironment(context, "hatch-test") : void 0) ?? hatchEnvironment(context, name);
    if (hatch !== void 0) return hatch;
  }
  if (!names.includes("dev")) return void 0;
  const old = table(poetry["dev-dependencies"]);
  if (Object.keys(old).length > 0)
    return {
      source: "tool.poetry.dev-dependencies",
      lines: poetryRequirements(old, neighboursOf(context.project)),
      extras: []
    };
  const uv = table(tool.uv)["dev-dependencies"];
  return isTexts(uv) ? { source: "tool.uv.dev-dependencies", lines: uv, extras: [] } : void 0;
}
var OF_HATCH_TEST = [
  "coverage[toml]",
  "pytest",
  "pytest-mock",
  "pytest-rerunfailures",
  "pytest-xdist[psutil]"
];
function hatchEnvironment(context, name) {
  const environments = table(table(table(context.project.pyproject.tool).hatch).envs);
  if (environments[name] === void 0) return void 0;
  const own = table(environments[name]);
  const template = typeof own.template === "string" ? own.template : "default";
  const inherited = name === "hatch-test" ? { dependencies: OF_HATCH_TEST } : template === name ? {} : table(environments[template]);
  const environment = { ...inherited, ...own };
  const texts4 = (key) => isTexts(environment[key]) ? environment[key] : [];
  const groups = texts4("dependency-groups").flatMap((group2) => dependencyGroup(context, [group2])?.lines ?? []);
  const lines = [...texts4("dependencies"), ...texts4("extra-dependencies"), ...groups].filter(
    // What hatch puts in the place of `{root:uri}` leads to other projects.
    (line) => !line.includes("{") || context.project.neighbours.length > 0
  );
  const extras = texts4("features");
  return lines.length + extras.length === 0 ? void 0 : { source: `hatch environment "${name}"`, lines, extras };
}
async function requirementFile(context, files) {
  for (const file of files) {
    if (await context.read(file) !== void 0)
      return { source: file, lines: await flatten(context, file), extras: [] };
  }
  return void 0;
}
async function flatten(context, file, seen = []) {
  const content = await context.read(file);
  if (content === void 0) {
    context.absent.add(file);
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
    } else if (line !== "") lines.push(fromFolder(context, dirname4(file), line));
  }
  return lines;
}
function fromFolder({ project }, folder, line) {
  return line.replace(
    /^(-c|--constraint)[ =]?(.+)$/,
    (_, option, path) => /^\w+:\/\//.test(path.trim()) ? `${option} ${path.trim()}` : `${option} ${resolve6(project.folder, folder, path.trim())}`
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
      deps: (environment.get("deps") ?? "").split("\n").flatMap((line) => substituted(line, ini)),
      extras: values("extras").filter(Boolean),
      groups: values("dependency_groups").filter(Boolean)
    });
    if (found !== void 0) return { source: `[testenv] of ${file}`, ...found };
  }
  const tomls = [
    ["tox.toml", parseToml(await context.read("tox.toml") ?? "")],
    ["pyproject.toml", inPyproject3]
  ];
  for (const [file, toml] of tomls) {
    const environment = table(toml.env_run_base);
    const values = (key) => isTexts(environment[key]) ? environment[key] : [];
    const found = await toxEnvironment(context, {
      deps: values("deps"),
      extras: values("extras"),
      groups: values("dependency_groups")
    });
    if (found !== void 0) return { source: `env_run_base of ${file}`, ...found };
  }
  return void 0;
}
function substituted(line, ini) {
  const [, section2 = "", key = ""] = /^\{\[([^\]]+)\](\w+)\}$/.exec(line) ?? [];
  return section2 === "" ? [line] : (ini.get(section2)?.get(key) ?? "").split("\n");
}
function parseToml(content) {
  try {
    return parse4(content);
  } catch {
    return {};
  }
}
async function toxEnvironment(context, { deps, extras, groups }) {
  const lines = [];
  for (const line of deps) {
    const included = /^(?:-r|--requirement)[ =]?(?:\{(?:toxinidir|tox_root)\}\/)?(.+)$/.exec(line)?.[1];
    if (included !== void 0) lines.push(...await flatten(context, included.trim()));
    else if (line !== "" && !/^[\w,{}.!-]+:\s|[{}]/.test(line)) lines.push(fromFolder(context, ".", line));
  }
  lines.push(...groups.flatMap((name) => dependencyGroup(context, [name])?.lines ?? []));
  return lines.length + extras.length === 0 ? void 0 : { lines, extras };
}
function testsRequire({ project }) {
  const value = project.setupCfg.get("options")?.get("tests_require");
  return value ? {
    source: "tests_require of setup.cfg",
    lines: value.split(value.includes("\n") ? "\n" : ";").map((line) => line.trim()).filter(Boolean),
    extras: []
  } : void 0;
}
var PROJECT_FOLDER = /(?:file:\/*)?(?:\{(?:root|home)((?::\w+)*)\}|\$\{PROJECT_ROOT\})/;
function withProjectFolder(line) {
  return line.replace(
    PROJECT_FOLDER,
    (_, modifiers = "") => `.${"/..".repeat(modifiers.split(":parent").length - 1)}`
  );
}
function localRequirement(line) {
  const [, option, path, rest = ""] = /^(-e|--editable)?[ =]?\s*["']?(?:file:(?:\/\/)?)?((?:\.|\/|[A-Za-z]:[\\/])[^\s[\];#"']*)(.*?)["']?$/.exec(
    line
  ) ?? [];
  if (path === void 0) return void 0;
  const extras = (/^\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? "").split(",").map((name) => name.trim());
  return { option: option === void 0 ? "" : "-e ", path, extras: extras.filter(Boolean), rest };
}
function withNeighbours(found, project) {
  if (project.neighbours.length === 0) return found;
  const root = project.path === "." ? project.folder : project.folder.slice(0, -project.path.length);
  const byFolder = new Map(project.neighbours.map(({ name, path }) => [resolve6(root, path), name]));
  const names = new Set(project.neighbours.map(({ name }) => normalizeName(name)));
  const lines = found.lines.map((line) => {
    const marker = /(;.*)$/.exec(line)?.[1] ?? "";
    const requirement2 = parseRequirement(line);
    const extras = (of) => of.length > 0 ? `[${of.join(",")}]` : "";
    if (requirement2 !== void 0)
      return names.has(requirement2.name) && /^[^;]*@/.test(line) ? `${requirement2.name}${extras(requirement2.extras)} ${marker}`.trim() : line;
    const local = localRequirement(withProjectFolder(line));
    const name = local && byFolder.get(resolve6(project.folder, local.path));
    const isOther = name !== void 0 && normalizeName(name) !== normalizeName(project.name);
    return isOther ? `${name}${extras(local?.extras ?? [])} ${marker}`.trim() : line;
  });
  return { ...found, lines: lines.filter((line) => !/\{(?:root|home)\b/.test(line)) };
}
function withoutSelf(found, project, metadata) {
  const name = normalizeName(metadata.name || project.name);
  const extras = new Set(found.extras);
  const lines = found.lines.filter((line) => {
    const local = localRequirement(withProjectFolder(line));
    const requirement2 = local === void 0 ? parseRequirement(line) : void 0;
    const self = local === void 0 ? requirement2?.name === name : resolve6(project.folder, local.path) === resolve6(project.folder);
    if (!self) return true;
    for (const extra2 of local?.extras ?? requirement2?.extras ?? []) extras.add(extra2);
    return false;
  });
  const known = new Set(metadata.extras.map(normalizeName));
  return { ...found, lines, extras: [...extras].filter((item) => known.has(normalizeName(item))) };
}

// src/project/workspace.ts
function shipsPackage({ project, setupPy }) {
  const tool = table(project.pyproject.tool);
  const uv = table(tool.uv);
  const isTurnedOff = uv.package === false || table(tool.poetry)["package-mode"] === false || table(tool.pdm).distribution === false;
  if (isTurnedOff) return false;
  return project.pyproject["build-system"] !== void 0 || uv.package === true || tool.poetry !== void 0 || setupPy !== void 0 || project.setupCfg.has("metadata") || project.setupCfg.has("options");
}
var FOLDERS = ["packages/*", "services/*", "libs/*"];
function memberPatterns(root) {
  const tool = table(root?.project.pyproject.tool);
  const uv = table(tool.uv).workspace;
  if (uv !== void 0)
    return { members: texts2(table(uv).members), exclude: texts2(table(uv).exclude), isWorkspace: true };
  if (root !== void 0 && shipsPackage(root)) return void 0;
  const hatch = Object.values(table(table(tool.hatch).envs)).map((one2) => table(table(one2).workspace));
  const ofHatch = hatch.flatMap(
    ({ members }) => (Array.isArray(members) ? members : []).flatMap(
      (one2) => typeof one2 === "string" ? [one2] : texts2([table(one2).path])
    )
  );
  const exclude = hatch.flatMap((one2) => texts2(one2.exclude));
  return { members: [.../* @__PURE__ */ new Set([...ofHatch, ...FOLDERS])], exclude, isWorkspace: false };
}
function texts2(value) {
  return isTexts(value) ? value : [];
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
    const said = dependency.name === void 0 ? [] : sources.get(dependency.name) ?? [];
    const [path] = texts2(said.map((one2) => one2.path).filter(Boolean)).flatMap(
      (one2) => inRoot(project, one2) ?? []
    );
    if (path !== void 0) return { ...dependency, path, saidBy: "tool.uv.sources" };
    if (said.some(({ workspace }) => workspace === true)) return { ...dependency, saidBy: "tool.uv.sources" };
    return dependency;
  };
  const lines = (purpose, value) => (Array.isArray(value) ? value : []).flatMap(
    (line) => typeof line === "string" ? dependencyIn(line, purpose, project) : []
  );
  const values = (of) => Object.values(table(of));
  const poetry = table(tool.poetry);
  const hatch = table(tool.hatch);
  return [
    ...lines("build", buildSystem.requires),
    ...lines("install", declared.dependencies),
    ...values(declared["optional-dependencies"]).flatMap((extra2) => lines("install", extra2)),
    ...ofPoetry("install", poetry.dependencies, project),
    ...lines("install", setupCfg.get("options")?.get("install_requires")?.split("\n")),
    ...[...setupCfg.get("options.extras_require")?.values() ?? []].flatMap(
      (extra2) => lines("install", extra2.split("\n"))
    ),
    // What a program says can only be guessed at: every text in it that reads as a requirement.
    ...lines(
      "unknown",
      [...(setupPy ?? "").matchAll(/["']([^"'\n]+)["']/g)].map(([, text5]) => text5)
    ),
    ...values(pyproject["dependency-groups"]).flatMap((group2) => lines("tests", group2)),
    ...values(poetry.group).flatMap((group2) => ofPoetry("tests", table(group2).dependencies, project)),
    ...ofPoetry("tests", poetry["dev-dependencies"], project),
    ...values(table(tool.pdm)["dev-dependencies"]).flatMap((group2) => lines("tests", group2)),
    ...lines("tests", table(tool.uv)["dev-dependencies"]),
    ...values(hatch.envs).flatMap((one2) => [
      ...lines("tests", table(one2).dependencies),
      ...lines("tests", table(one2)["extra-dependencies"])
    ]),
    ...lines("tests", requirements)
  ].map(located);
}
function ofPoetry(purpose, dependencies, project) {
  return Object.entries(table(dependencies)).flatMap(
    ([name, value]) => [value].flat().map((one2) => {
      const [path] = texts2([table(one2).path]).flatMap((written2) => inRoot(project, written2) ?? []);
      const saidBy = path === void 0 ? void 0 : "tool.poetry";
      return { purpose, name: normalizeName(name), path, saidBy };
    })
  );
}
function dependencyIn(line, purpose, project) {
  const requirement2 = parseRequirement(line);
  const url = requirement2 === void 0 ? line : /@\s*([^;]+)/.exec(line)?.[1]?.trim();
  const local = url === void 0 ? void 0 : localRequirement(withProjectFolder(url));
  const path = local && inRoot(project, local.path);
  if (requirement2 === void 0)
    return path === void 0 ? [] : [{ purpose, name: void 0, path, saidBy: void 0 }];
  return [{ purpose, name: requirement2.name, path, saidBy: void 0 }];
}
function inRoot({ path }, written2) {
  const inside = normalize2(join10(path, written2)).replace(/\/$/, "");
  const isArchive = /\.(whl|zip|tar\.\w+)$/.test(inside);
  return isAbsolute2(written2) || inside.startsWith("..") || isArchive ? void 0 : inside;
}
function folderOf(path, known) {
  return [path, dirname5(path)].find((folder) => known.has(folder));
}
function connect(sources, inherited = () => void 0) {
  const byPath2 = new Map(sources.map(({ project }) => [project.path, project]));
  const byName2 = byNames(sources);
  const edges = /* @__PURE__ */ new Map();
  const missing = /* @__PURE__ */ new Map();
  for (const source of sources) {
    const from = source.project.path;
    for (const { purpose, name, path, saidBy } of dependenciesOf(source, inherited(from))) {
      const folder = path === void 0 ? void 0 : folderOf(path, byPath2);
      const named2 = (byName2.get(name ?? "") ?? []).map(({ project }) => project.path);
      const all2 = folder === void 0 ? named2 : [folder];
      if (all2.length === 0 && saidBy !== void 0)
        missing.set(`${from} ${path ?? name}`, { from, name, path, saidBy });
      if (all2.includes(from)) continue;
      for (const to of all2) edges.set(`${from} ${to} ${purpose}`, { from, to, purpose });
    }
  }
  const all = [...edges.values()];
  return { sources, edges: all, missing: [...missing.values()], cycles: cyclesIn(all) };
}
var ROOTS = ["src/", "lib/", "python/", ""];
function modulesIn(files) {
  const root = ROOTS.find((folder) => files.some((file) => file.startsWith(folder) && file.endsWith(".py")));
  const modules = files.flatMap((file) => {
    if (!file.startsWith(root ?? "") || !file.endsWith(".py")) return [];
    const path = file.slice((root ?? "").length);
    const isPackage = path.endsWith("/__init__.py");
    const module = isPackage || root !== "" && !path.includes("/") ? moduleOf(path) : void 0;
    return module !== void 0 && isPackageName(topOf(module)) ? [module] : [];
  });
  const sorted = [...new Set(modules)].sort((a, b) => a.length - b.length);
  return sorted.filter((name, at2) => !sorted.slice(0, at2).some((outer) => name.startsWith(`${outer}.`)));
}
function nameOf({ project, setupPy }) {
  const declared = table(project.pyproject.project).name ?? table(table(project.pyproject.tool).poetry).name;
  const isDeclared = typeof declared === "string" || project.setupCfg.get("metadata")?.has("name");
  const inSetup = isDeclared ? void 0 : /\bname\s*=\s*["']([\w.-]+)["']/.exec(setupPy ?? "")?.[1];
  return normalizeName(inSetup ?? project.name);
}
function byNames(sources) {
  const found = /* @__PURE__ */ new Map();
  for (const source of sources) {
    const name = nameOf(source);
    found.set(name, [...found.get(name) ?? [], source]);
  }
  return found;
}
function reachableFrom(start, edges, direction) {
  const next2 = /* @__PURE__ */ new Map();
  for (const { from, to } of edges) {
    const [here, there] = direction === "needs" ? [from, to] : [to, from];
    next2.set(here, [...next2.get(here) ?? [], there]);
  }
  const found = new Set(start);
  for (const path of found) for (const other2 of next2.get(path) ?? []) found.add(other2);
  return found;
}
function inOrder(paths, edges) {
  const needs = /* @__PURE__ */ new Map();
  for (const { from, to } of edges) needs.set(from, [...needs.get(from) ?? [], to]);
  const wanted = new Set(paths);
  const done = /* @__PURE__ */ new Set();
  const ordered = [];
  const visit = (path) => {
    if (done.has(path)) return;
    done.add(path);
    for (const other2 of needs.get(path) ?? []) visit(other2);
    if (wanted.has(path)) ordered.push(path);
  };
  for (const path of paths) visit(path);
  return ordered;
}
function cyclesIn(edges) {
  const needs = /* @__PURE__ */ new Map();
  for (const { from, to, purpose } of edges)
    if (purpose === "build" || purpose === "install") needs.set(from, [...needs.get(from) ?? [], to]);
  const done = /* @__PURE__ */ new Set();
  const found = /* @__PURE__ */ new Map();
  const visit = (path, above) => {
    const at2 = above.indexOf(path);
    if (at2 >= 0) {
      const ring = above.slice(at2);
      found.set([...ring].sort().join(" "), ring);
    } else if (!done.has(path)) {
      for (const other2 of needs.get(path) ?? []) visit(other2, [...above, path]);
      done.add(path);
    }
  };
  for (const path of needs.keys()) visit(path, []);
  return [...found.values()];
}

// src/report/logs.ts
import { mkdir as mkdir3, writeFile as writeFile3 } from "node:fs/promises";
import { join as join11 } from "node:path";
var Logs = class _Logs {
  folder;
  #secrets;
  #all;
  #packageName;
  #suffix;
  constructor(folder, packageName, secrets, { all, suffix } = { all: [], suffix: "" }) {
    this.folder = folder;
    this.#packageName = packageName;
    this.#secrets = secrets;
    this.#all = all;
    this.#suffix = suffix;
  }
  /** The same logs, with one of several Pythons in their names. */
  with(python) {
    const suffix = `-${python.replace(/[^\w.]+/g, "-")}`;
    return new _Logs(this.folder, this.#packageName, this.#secrets, { all: this.#all, suffix });
  }
  get all() {
    return this.#all;
  }
  async write(stage, text5) {
    const name = `${stage}${this.#suffix}`;
    const log = {
      name,
      title: `${this.#packageName}: ${name}`,
      file: join11(this.folder, `${name}.log`)
    };
    this.#all.push(log);
    await mkdir3(this.folder, { recursive: true });
    await writeFile3(log.file, redact(text5, this.#secrets));
  }
};

// src/build-stages.ts
import { join as join21 } from "node:path";

// src/artifact/build.ts
import { constants as constants3, existsSync as existsSync7, statSync as statSync5 } from "node:fs";
import { copyFile as copyFile2, readdir as readdir7 } from "node:fs/promises";
import { basename as basename7, isAbsolute as isAbsolute4, join as join20, relative as relative4, sep as sep6 } from "node:path";

// src/artifact/backend.ts
import { randomUUID as randomUUID4 } from "node:crypto";
import { existsSync as existsSync5 } from "node:fs";
import { mkdir as mkdir5 } from "node:fs/promises";
import { join as join17 } from "node:path";

// src/environment/machine.ts
var FROM_OUTSIDE = ["SIGKILL", "SIGTERM", "SIGINT", "SIGHUP"];
var FULL = /\[Errno (28|122)\] |No space left on device|Dis[ck] quota exceeded|\[WinError 112\]|\bENOSPC\b/;
function throwIfMachineFailed(what, ending, said) {
  if (ending.kind === "killed" && FROM_OUTSIDE.includes(ending.signal))
    throw new Undecided(
      `${what} ${describeEnding(ending)}, which comes from outside: most often the machine has no memory left. Run it again, on a larger one or with less at a time.`
    );
  throwIfDiskIsFull(what, said);
}
function throwIfDiskIsFull(what, said) {
  const line = said.split(/\r?\n/).find((one2) => FULL.test(one2));
  if (line !== void 0)
    throw new Undecided(
      `${what} met a full disk: ${line.trim().slice(0, 300)}. Free some of it and run again.`
    );
}

// src/environment/siblings.ts
import { pathToFileURL as pathToFileURL2 } from "node:url";

// src/environment/environment.ts
import { pathToFileURL } from "node:url";
async function createEnvironments(interpreter, wanted, scratch, caller) {
  const environments = wanted.map((one2) => {
    if (typeof one2 === "string") return { root: one2, like: null };
    const { environment, completed } = one2.like;
    return { root: one2.root, like: { root: environment.root, completed } };
  });
  const { text: text5, child } = await runProbe(
    "create_environments",
    { environments },
    {
      python: interpreter.executable,
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: 120,
      scratch
    }
  );
  if (text5 === void 0 || !succeeded(child)) {
    const words2 = lastLines(child.stderr, 1).join("");
    throw new Undecided(
      `${interpreter.executable} cannot create a virtual environment: ${words2}. Use another Python by the python option.`
    );
  }
  return JSON.parse(text5);
}
async function takeInventory(environment, distribution, probe) {
  const { text: text5, child } = await runProbe(
    "inventory",
    { distribution },
    { ...probe, python: environment.python }
  );
  if (text5 === void 0 || !succeeded(child)) {
    throw new Undecided(
      `The environment ${environment.root} cannot be read back: ${lastLines(child.stderr, 1).join("")}`
    );
  }
  return JSON.parse(text5);
}
function identityProblems(inventory, { wheel, checkout }) {
  const name = normalizeName(wheel.metadata.name);
  const installed2 = inventory.distributions.find((distribution) => normalizeName(distribution.name) === name);
  if (installed2 === void 0) return [`${name} is not installed`];
  const digests = new Map((inventory.record ?? []).map(({ path, sha256 }) => [path, sha256]));
  const changed = wheel.files.find(({ path, sha256 }) => digests.get(path) !== sha256);
  const paths = inventory.pth.flatMap(({ lines }) => lines).filter((line) => line.startsWith(checkout));
  return [
    ...originProblems(installed2, wheel),
    ...changed === void 0 ? [] : [`${changed.path} is not as in the wheel`],
    ...paths.map((path) => `${path} is on the import path`)
  ];
}
function originProblems({ name, version, direct_url: url }, wheel) {
  if (url === null) return [`${name} ${version} was installed from the index`];
  if (url.dir_info !== void 0)
    return [`${name} was installed from the folder ${url.url}${url.dir_info.editable ? ", editable" : ""}`];
  const hash = url.archive_info?.hashes?.sha256 ?? url.archive_info?.hash?.replace(/^sha256=/, "");
  const same = hash === void 0 ? url.url === pathToFileURL(wheel.file).href : hash === wheel.sha256;
  return same ? [] : [`${name} was installed from ${url.url}`];
}

// src/environment/siblings.ts
function pinned({ name, file }, extras = []) {
  return `${name}${extras.length === 0 ? "" : `[${extras.join(",")}]`} @ ${pathToFileURL2(file)}`;
}
function pinsOf(siblings, requirements, extras = []) {
  return {
    constraints: siblings.map((sibling) => pinned(sibling)),
    forPip: requirementsWithExtras(siblings, requirements, extras)
  };
}
function requirementsWithExtras(siblings, requirements, extras) {
  const byName2 = new Map(siblings.map((sibling) => [normalizeName(sibling.name), sibling]));
  const found = /* @__PURE__ */ new Set();
  const seen = /* @__PURE__ */ new Set();
  const waiting = [{ texts: requirements, extras }];
  for (const { texts: texts4, extras: active } of waiting) {
    for (const text5 of texts4) {
      const requirement2 = parseRequirement(text5);
      const sibling = requirement2 && byName2.get(requirement2.name);
      if (requirement2 === void 0 || sibling === void 0) continue;
      const { ofExtra } = requirement2;
      if (ofExtra !== void 0 && !active.map(normalizeName).includes(normalizeName(ofExtra))) continue;
      const key = `${requirement2.name}[${requirement2.extras}]`;
      if (requirement2.extras.length > 0) {
        const marker = ofExtra === void 0 ? /;(.*)$/.exec(text5)?.[1]?.trim() : void 0;
        found.add(pinned(sibling, requirement2.extras) + (marker ? ` ; ${marker}` : ""));
      }
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push({ texts: sibling.requirements, extras: requirement2.extras });
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
  return distributions.flatMap((installed2) => {
    const sibling = byName2.get(normalizeName(installed2.name));
    return sibling === void 0 ? [] : originProblems(installed2, sibling);
  });
}

// src/environment/supply.ts
import { existsSync as existsSync4 } from "node:fs";
import { rm as rm3 } from "node:fs/promises";
import { join as join16 } from "node:path";

// src/environment/install.ts
import { randomUUID as randomUUID2 } from "node:crypto";
import { readFile as readFile7, rm, writeFile as writeFile4 } from "node:fs/promises";
import { basename as basename5, join as join13 } from "node:path";

// src/environment/index-settings.ts
import { readdir as readdir3, readFile as readFile6, stat as stat3 } from "node:fs/promises";
import { join as join12 } from "node:path";
import { fileURLToPath as fileURLToPath2 } from "node:url";
var UV_INDEX = ["UV_DEFAULT_INDEX", "UV_INDEX", "UV_INDEX_URL", "UV_EXTRA_INDEX_URL", "UV_CONFIG_FILE"];
function pipConfigFiles(caller) {
  const { HOME = "", XDG_CONFIG_HOME = join12(HOME, ".config"), APPDATA, PIP_CONFIG_FILE } = caller;
  const files = ["/etc/pip.conf", join12(XDG_CONFIG_HOME, "pip", "pip.conf"), join12(HOME, ".pip", "pip.conf")];
  const mac = join12(HOME, "Library", "Application Support", "pip", "pip.conf");
  return [
    ...files,
    mac,
    ...APPDATA ? [join12(APPDATA, "pip", "pip.ini")] : [],
    ...PIP_CONFIG_FILE ? [PIP_CONFIG_FILE] : []
  ];
}
async function isIndexForPipAlone(caller) {
  const isSet = (...names) => names.some((name) => caller[name]);
  if (isSet(...UV_INDEX)) return false;
  if (isSet("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_NO_INDEX")) return true;
  const texts4 = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile6(file, "utf8").catch(() => ""))
  );
  return texts4.some((text5) => /^\s*(extra-index-url|index-url|no-index)\s*[=:]/m.test(text5));
}
function forUv(variables) {
  const { PIP_INDEX_URL, PIP_EXTRA_INDEX_URL, PIP_FIND_LINKS, PIP_TRUSTED_HOST, PIP_CERT, PIP_PROXY } = variables;
  const isForPip = !UV_INDEX.some((name) => variables[name]);
  const translated = {
    UV_DEFAULT_INDEX: isForPip && PIP_INDEX_URL,
    UV_EXTRA_INDEX_URL: isForPip && PIP_EXTRA_INDEX_URL,
    UV_INDEX_STRATEGY: isForPip && PIP_EXTRA_INDEX_URL && "unsafe-best-match",
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
function isAddress(place4) {
  return /^\w+:\/\//.test(place4) && !place4.startsWith("file:");
}
function foldersOf(caller) {
  return findLinks(caller).filter((place4) => !isAddress(place4)).map((place4) => place4.startsWith("file:") ? fileURLToPath2(place4) : place4);
}
function hasPageOfLinks(caller) {
  return findLinks(caller).some(isAddress);
}
async function listing(place4) {
  const names = await readdir3(place4).catch(() => [""]);
  return Promise.all(
    names.sort().map(async (name) => {
      const seen = await stat3(join12(place4, name)).catch(() => void 0);
      return `${name} ${seen?.size} ${seen?.mtimeMs}`;
    })
  );
}
async function indexSettings(caller) {
  const variables = Object.entries(caller).filter(
    ([name]) => /^(PIP|UV)_/.test(name) && !/_(CACHE_DIR|NO_CACHE|NO_CACHE_DIR|USERNAME|PASSWORD)$/.test(name)
  );
  const files = await Promise.all(
    pipConfigFiles(caller).map((file) => readFile6(file, "utf8").catch(() => ""))
  );
  const links = await Promise.all(foldersOf(caller).map(listing));
  return JSON.stringify([variables.sort(), files, links]).replace(/:\/\/[^/@\s"]*@/g, "://");
}

// src/environment/installer-words.ts
var OBSTACLES = [
  {
    pattern: /No space left on device|There is not enough space on the disk/i,
    what: "The disk is full",
    mend: "Free some of it and run again."
  },
  {
    pattern: /Failed to read `--find-links`|^WARNING: Location .* is ignored: it is either a non-existing path/,
    what: "A place to find packages in is not there",
    mend: "Check PIP_FIND_LINKS and UV_FIND_LINKS."
  },
  {
    pattern: /is not a trusted or secure host/,
    what: "The package index is ignored, as it is not asked by https",
    mend: "Use https, or name its host in PIP_TRUSTED_HOST."
  },
  {
    pattern: /\b(401|403|407) (Client Error|Unauthorized|Forbidden|Proxy)|HTTP error 40[137]|status code 40[137]/i,
    what: "The package index refused the credentials",
    mend: "Check PIP_INDEX_URL or UV_INDEX and what they need."
  },
  {
    pattern: /Max retries exceeded|NewConnectionError|ConnectTimeout|ReadTimeout|Read timed out|Connection (refused|reset|aborted|broken)|connection error:|Name or service not known|Temporary failure in name resolution|getaddrinfo failed|nodename nor servname|dns error|error sending request|Failed to fetch|operation timed out|SSLError|ssl certificate|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|\b(429|50[0234]) (Client Error|Server Error|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway)|too many \d+ error responses|status code (429|50[0234])|error trying to connect|network was disabled/i,
    what: "The package index did not answer",
    mend: "Check the network and the index settings (PIP_INDEX_URL, UV_INDEX), and run again."
  },
  {
    // A page that is not there (404) says that there is no such package, and nothing else does.
    pattern: /^Could not fetch URL .*: (?!404)4\d\d Client Error|HTTP error 4\d\d while getting \S+ \(from https?:|DO NOT MATCH THE HASHES|Hash mismatch for|^ERROR: Wheel '.*' located at .* is invalid|has an invalid package format/,
    what: "The package index does not give what it should have",
    mend: "Run again, and check the index settings (PIP_INDEX_URL, UV_INDEX)."
  },
  {
    pattern: /unable to access '[^']+': .*(Failed to connect|Could not resolve|timed out|returned error: (429|5\d\d))/,
    what: "The server of a git repository did not answer",
    mend: "Check the network, and run again."
  }
];
var LEADS_NOWHERE = /Failed to download `[^`]+ @ [^`]+`\s+cause: Failed to fetch: \S+\s+cause: HTTP status client error \(4(04|10)\b/;
function obstacleIn(told2) {
  const said = told2.join("\n");
  if (LEADS_NOWHERE.test(said)) return void 0;
  const lines = said.split(/\r?\n/).filter((line) => !line.startsWith("WARNING: Retrying "));
  for (const { pattern, what, mend } of OBSTACLES) {
    const line = lines.find((candidate) => pattern.test(candidate));
    if (line !== void 0)
      return {
        what,
        line: line.trim().replace(/ - skipping$/, "").slice(0, 300),
        mend
      };
  }
  return void 0;
}
function refusal({ stdout, stderr }) {
  const errors = stderr.split(/\r?\n/).filter((line) => /^\s*(ERROR:|error:|cause:|[×╰│]|Because|And because|we can conclude)/.test(line));
  const words2 = errors.length > 0 ? errors : lastLines(stderr, 5);
  const short = words2.map((line) => line.trim().replace(/ \(from versions: [^)]{80,}\)/, ""));
  return [...new Set(short.flatMap((line) => meaning(line, stdout, stderr)))].slice(0, 8);
}
function isAboutScripts(words2) {
  return words2.some((line) => /entry.?point|script|Pair\.__new__/i.test(line));
}
function meaning(line, stdout, stderr) {
  if (line === "ERROR: Exception:") return lastLines(stderr, 1);
  if (!line.startsWith("ERROR: ResolutionImpossible:")) return [line];
  const [, conflict] = /^The conflict is caused by:\r?\n((?: {4}.+\r?\n)+)/m.exec(stdout) ?? [];
  return conflict === void 0 ? [line] : lastLines(conflict, 6).map((one2) => one2.trim());
}
function unreachable(log) {
  return log.filter((line) => line.startsWith("Could not fetch URL "));
}
function unanswered(log) {
  return unreachable(log).filter((line) => !/: 4(?!29)\d\d Client Error/.test(line));
}

// src/environment/install.ts
var PIP_WITH_PYTHON = "22.3";
async function findInstaller(choice, interpreter, caller) {
  return await findUv(choice, caller) ?? findPip(interpreter);
}
async function findUv(choice, caller) {
  const mayBe = choice === "uv" || choice === "auto" && !await isIndexForPipAlone(caller);
  if (!mayBe) return void 0;
  const uv = await run({
    program: "uv",
    args: ["--version"],
    cwd: process.cwd(),
    variables: variablesForInstaller(caller),
    timeLimit: 30
  });
  const version = succeeded(uv) ? /^uv (\S+)/.exec(uv.stdout)?.[1] : void 0;
  if (version !== void 0) return { kind: "uv", version };
  if (choice !== "uv") return void 0;
  const message = "installer is uv, but no uv was found on PATH. Install it (astral-sh/setup-uv does), or set installer to auto.";
  throw new ConfigurationError([{ message }]);
}
function findPip(interpreter) {
  const { executable, pip, pipRunner, bundledPip } = interpreter;
  if (pip !== void 0 && compare(pip, PIP_WITH_PYTHON) >= 0)
    return { kind: "pip", version: pip, python: executable, runner: pipRunner };
  if (bundledPip !== void 0) return { kind: "bundled-pip", file: bundledPip };
  if (pip !== void 0) {
    throw new Undecided(
      `pip ${pip} of ${executable} is too old to install into another environment, which needs ${PIP_WITH_PYTHON}. Run "${executable} -m pip install --upgrade pip", or install uv.`
    );
  }
  throw new Undecided(
    `${executable} has neither pip nor ensurepip, and there is no uv on PATH. Install one of them.`
  );
}
function describeInstaller(installer) {
  return installer.kind === "bundled-pip" ? "pip (bundled with Python)" : `${installer.kind} ${installer.version}`;
}
var TIME_LIMIT2 = 1200;
async function install(request) {
  const { installer, environment, options: options2 = [], siblings } = request;
  const requirements = [...request.requirements, ...installer.kind === "uv" ? [] : siblings?.forPip ?? []];
  const log = join13(environment.root, `pip-${randomUUID2()}.log`);
  const child = await runInstaller(request, "install", [
    ...installer.kind === "uv" ? [] : [...PIP_OPTIONS, `--log=${log}`],
    ...options2,
    ...await constraintsOf(siblings, environment),
    ...requirements
  ]);
  await request.keepLog?.(child.transcript);
  if (child.ending.kind !== "exited") throw new Undecided(`The installer ${describeEnding(child.ending)}.`);
  const told2 = await linesOf(log);
  await rm(log, { force: true });
  const obstacle = obstacleIn(succeeded(child) ? unanswered(told2) : [child.stderr, ...unreachable(told2)]);
  if (obstacle !== void 0) {
    throw new Undecided(
      `${obstacle.what} while installing ${requirements.slice(0, 3).join(", ")}: ${obstacle.line}. ${obstacle.mend}`
    );
  }
  if (succeeded(child)) return { kind: "installed", said: child.stderr };
  return { kind: "refused", words: refusal(child), passedOver: passedOver(told2) };
}
async function constraintsOf(siblings, { root }) {
  if (siblings === void 0 || siblings.constraints.length === 0) return [];
  const file = join13(root, `siblings-${randomUUID2()}.txt`);
  await writeFile4(file, siblings.constraints.map((line) => `${line}
`).join(""));
  return ["--constraint", file];
}
var NOT_THERE = /No matching distribution found|there is no version of|was not found in the (?:package registry|cache)|was not found in the provided package locations/i;
async function isOnIndex(request, name, version) {
  const options2 = ["--dry-run", "--no-deps"];
  const answer = await install({ ...request, requirements: [`${name}==${version}`], options: options2 });
  if (answer.kind === "installed") return true;
  const isThere = answer.passedOver.some((address) => isFileOf(basename5(address), name, version));
  return isThere || !answer.words.some((line) => NOT_THERE.test(line));
}
function isFileOf(file, name, version) {
  const [, its = "", of = ""] = /^(.+?)-(\d[^-]*?)(?:-.+\.whl|\.tar\.gz|\.zip)$/.exec(file) ?? [];
  return normalizeName(its) === normalizeName(name) && valid(of) !== null && compare(of, version) === 0;
}
var PIP_OPTIONS = ["--no-compile", "--no-warn-script-location", "--no-input", "--progress-bar=off"];
async function linesOf(log) {
  const text5 = await readFile7(log, "utf8").catch(() => "");
  return text5.split(/\r?\n/).map((line) => line.replace(/^\d{4}-\d\d-\d\dT\S+ +/, ""));
}
function passedOver(log) {
  return log.flatMap((line) => /^Skipping link: .*: (\S+) \(from /.exec(line)?.[1] ?? []);
}
var PIP_CONFLICTS = /^ERROR: pip's dependency resolver does not currently take into account.*$/m;
async function contradictions(request, { said }) {
  const told2 = request.installer.kind === "uv" ? await checkByUv(request) : said.split(PIP_CONFLICTS)[1] ?? "";
  return lastLines(told2, 50).filter((line) => / requires |is not supported on this platform/.test(line));
}
async function checkByUv(request) {
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
      ...installer.kind === "uv" ? forUv(variables) : variables,
      ...QUIET,
      ...ownFiles ? { UV_LINK_MODE: "copy" } : {},
      // What an installer that is ended leaves behind is removed with the environment.
      TMPDIR: environment.root,
      TEMP: environment.root,
      TMP: environment.root
    },
    timeLimit: TIME_LIMIT2
  });
}
var QUIET = { PIP_DISABLE_PIP_VERSION_CHECK: "1", NO_COLOR: "1", UV_NO_PROGRESS: "1" };
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

// src/environment/intact.ts
import { readdir as readdir4, readFile as readFile8, stat as stat4 } from "node:fs/promises";
import { join as join14 } from "node:path";
async function holdingsOf({ purelib }) {
  return new Set(await readdir4(purelib));
}
async function isIntact({ python, purelib }, holdings) {
  try {
    await stat4(python);
    const names = new Set(await readdir4(purelib));
    for (const name of holdings) if (!names.has(name)) return false;
    for (const name of names)
      if (name.endsWith(".dist-info") && !await isComplete(purelib, join14(purelib, name, "RECORD")))
        return false;
    return true;
  } catch {
    return false;
  }
}
async function isComplete(purelib, record2) {
  for (const line of (await readFile8(record2, "utf8")).split(/\r?\n/)) {
    const [, quoted3, bare, size2] = /^(?:"((?:[^"]|"")*)"|([^,]*)),[^,]*,(\d+)$/.exec(line) ?? [];
    if (size2 === void 0) continue;
    const file = quoted3?.replaceAll('""', '"') ?? bare ?? "";
    if ((await stat4(join14(purelib, file))).size !== Number(size2)) return false;
  }
  return true;
}

// src/environment/store.ts
import { createHash as createHash2, randomUUID as randomUUID3 } from "node:crypto";
import { readdirSync, statSync as statSync3 } from "node:fs";
import { mkdir as mkdir4, readdir as readdir5, readFile as readFile9, rename, rm as rm2, stat as stat5, writeFile as writeFile5 } from "node:fs/promises";
import { join as join15, resolve as resolve7, sep as sep3 } from "node:path";
function environmentsIn(kept) {
  return join15(kept, "environments");
}
var EnvironmentStore = class _EnvironmentStore {
  #folder;
  #maker;
  constructor(folder, maker) {
    this.#folder = folder;
    this.#maker = maker;
  }
  /** @param maker what makes the environments: others make others of the same requirements */
  static async open(folder, {
    interpreter,
    installer,
    caller
  }) {
    const { executable, version } = interpreter;
    const { size: size2 } = await stat5(executable);
    const index = await indexSettings(caller);
    const maker = [executable, size2, version, process.arch, describeInstaller(installer), index];
    return new _EnvironmentStore(folder, JSON.stringify(maker));
  }
  /** The environment of some requirements; undefined where there is none, or it is not as it was made. */
  async find(contents) {
    if (!isFixed(contents)) return void 0;
    const entry = this.#entry(contents);
    try {
      const { environment, state } = JSON.parse(await readFile9(join15(entry, "kept.json"), "utf8"));
      const { mtimeMs } = await stat5(join15(entry, "kept.json"));
      if (!isWithin(environment, entry)) return void 0;
      if (Date.now() - mtimeMs > LIFETIME || stateOf(environment.root) !== state) return void 0;
      return environment;
    } catch {
      return void 0;
    }
  }
  /** A folder in which an environment can be made to be kept; undefined where it cannot be kept. */
  async newPlace(contents) {
    if (!isFixed(contents)) return void 0;
    const entry = this.#entry(contents);
    await mkdir4(entry, { recursive: true });
    return join15(entry, randomUUID3().slice(0, 8));
  }
  /** Keeps what was made in such a folder, and drops what is too old to be found. */
  async keep(contents, environment) {
    const entry = this.#entry(contents);
    if (!environment.root.startsWith(entry)) return;
    const kept = { environment, state: stateOf(environment.root) };
    const file = join15(entry, `${randomUUID3()}.json`);
    await writeFile5(file, JSON.stringify(kept));
    await rename(file, join15(entry, "kept.json"));
    await this.#dropOld();
  }
  async #dropOld() {
    for (const name of await readdir5(this.#folder)) {
      const entry = join15(this.#folder, name);
      const seen = await stat5(join15(entry, "kept.json")).catch(() => stat5(entry).catch(() => void 0));
      if (seen !== void 0 && Date.now() - seen.mtimeMs > 2 * LIFETIME)
        await rm2(entry, { recursive: true, force: true });
    }
  }
  #entry(contents) {
    const digest = createHash2("sha256").update(`${this.#maker}
${keyOf(contents)}`).digest("hex");
    return join15(this.#folder, digest.slice(0, 24));
  }
};
function keyOf({ requirements, options: options2 = [], siblings, owner }) {
  return JSON.stringify([[...new Set(requirements)].sort(), options2, siblings?.constraints ?? [], owner]);
}
function isFixed({ requirements, siblings, owner }) {
  if (owner !== void 0) return false;
  if (siblings !== void 0 && siblings.constraints.length > 0) return false;
  return requirements.every((text5) => parseRequirement(text5) !== void 0 && !text5.includes("@"));
}
function isWithin({ root, ...parts }, entry) {
  const lies = (path, folder) => resolve7(path) === path && path.startsWith(folder + sep3);
  return lies(root, entry) && Object.values(parts).every((path) => lies(path, root));
}
var LIFETIME = 24 * 60 * 60 * 1e3;
function stateOf(root) {
  const hash = createHash2("sha256");
  for (const path of filesIn(root)) {
    const { size: size2, mtimeMs } = statSync3(path);
    hash.update(`${path}\0${size2}\0${mtimeMs}
`);
  }
  return hash.digest("hex");
}
function filesIn(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.sort((a, b) => a.name < b.name ? -1 : 1).flatMap((entry) => {
    const path = join15(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "__pycache__" ? [] : filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

// src/environment/supply.ts
var Refused = class extends Error {
  words;
  constructor(words2) {
    super(words2.join("\n"));
    this.words = words2;
  }
};
var ONLY_WHEELS = ["--only-binary", ":all:"];
var Supply = class {
  #request;
  #provided = /* @__PURE__ */ new Map();
  /** Made or found in one start of the interpreter with others, before they were asked for. */
  #prepared = /* @__PURE__ */ new Map();
  /** What was in each environment when it was made. */
  #holdings = /* @__PURE__ */ new WeakMap();
  /** When it was, in milliseconds since 1970. */
  #completed = /* @__PURE__ */ new WeakMap();
  /** Made in this run, and asked for by nobody else yet. */
  #unshared = /* @__PURE__ */ new WeakSet();
  #compiling = /* @__PURE__ */ new Map();
  #places = 0;
  constructor(request) {
    this.#request = request;
  }
  /** Begins to look for environments that will be asked for, and to create in one start of the interpreter what is missing. */
  prepare(likely) {
    const wanted = likely.filter((one2) => !this.#provided.has(keyOf(one2)) && !this.#prepared.has(keyOf(one2)));
    const preparing = this.#prepareAll(wanted);
    for (const [i, contents] of wanted.entries()) {
      const one2 = preparing.then((prepared) => prepared[i]);
      one2.catch(() => void 0);
      this.#prepared.set(keyOf(contents), one2);
    }
  }
  async #prepareAll(likely) {
    const { interpreter, scratch, caller, store } = this.#request;
    const places = await Promise.all(
      likely.map(async (contents) => {
        const kept = await store?.find(contents);
        return kept === void 0 ? { root: await this.#placeOf(contents) } : { kept };
      })
    );
    const missing = places.flatMap(({ root }) => root ?? []);
    const created = missing.length === 0 ? [] : await createEnvironments(interpreter, missing, scratch, caller);
    return places.map(({ kept }) => {
      return kept === void 0 ? { empty: created.shift() } : { kept };
    });
  }
  /**
   * An environment that holds some requirements. Who has it may run what is in it, and installs nothing into it.
   *
   * @throws Refused when the installer answers that it cannot be made
   * @throws Undecided when the index does not answer
   */
  provide(contents, keepLog) {
    const key = keyOf(contents);
    const provided = this.#provided.get(key) ?? this.#provide(contents, keepLog);
    this.#provided.set(key, provided);
    return provided;
  }
  /**
   * Whether an environment still holds what it did when it was provided. Who runs in it may have broken it for all who
   * share it: then nobody else gets it.
   */
  async isIntact(contents, environment) {
    if (await isIntact(environment, this.#holdings.get(environment) ?? /* @__PURE__ */ new Set())) return true;
    const key = keyOf(contents);
    if (await this.#provided.get(key) === environment) {
      this.#provided.delete(key);
      this.#prepared.delete(key);
    }
    return false;
  }
  /**
   * Begins to compile what pytest loads each time, as installers leave it as it came: for the second who asks, in this run
   * or a later one. Nobody waits for it.
   */
  compilePytest(environment) {
    const { python, purelib } = environment;
    if (this.#unshared.delete(environment)) return;
    if (this.#compiling.has(environment) || existsSync4(join16(purelib, "_pytest", "__pycache__"))) return;
    const { scratch, caller } = this.#request;
    const command = {
      program: python,
      args: ["-I", "-m", "pytest", "--version"],
      cwd: scratch,
      variables: variablesForProject(caller),
      timeLimit: 60
    };
    this.#compiling.set(
      environment,
      behindOthers(() => run(command))
    );
  }
  /** When an environment that it has provided held what it was made for, in milliseconds since 1970. */
  completed(environment) {
    return this.#completed.get(environment) ?? 0;
  }
  /** When nothing is being made any more. */
  async settled() {
    await Promise.allSettled(this.#provided.values());
    await Promise.all(this.#compiling.values());
  }
  async #provide(contents, keepLog) {
    const environment = await this.#furnish(contents, keepLog);
    this.#completed.set(environment, Date.now() + 1);
    this.#holdings.set(environment, await holdingsOf(environment));
    return environment;
  }
  async #furnish(contents, keepLog) {
    const { installer, store, scratch, caller, onlyWheels } = this.#request;
    this.prepare([contents]);
    const prepared = await this.#prepared.get(keyOf(contents));
    if ("kept" in prepared) return prepared.kept;
    const environment = prepared.empty;
    if (contents.requirements.length > 0) {
      const options2 = [...contents.options ?? [], ...onlyWheels ? ONLY_WHEELS : []];
      const installation = await install({
        ...{ installer, environment, ...contents, options: options2, cwd: scratch, caller, keepLog },
        // Others run in it, or in one that has its files.
        ownFiles: true
      });
      if (installation.kind === "refused") {
        await rm3(environment.root, { recursive: true, force: true, maxRetries: 3 });
        throw new Refused(installation.words);
      }
    }
    await store?.keep(contents, environment);
    this.#unshared.add(environment);
    return environment;
  }
  async #placeOf(contents) {
    const { store, scratch } = this.#request;
    const ofRun = join16(scratch, "environments", `supply-${this.#places++}`);
    return await store?.newPlace(contents) ?? ofRun;
  }
};

// src/evidence/python-error.ts
function readPythonError(raw) {
  if (typeof raw !== "object" || raw === null) return void 0;
  const error = raw;
  return { ...error, message: error.message ?? "", cause: readPythonError(error.cause) ?? null };
}
function parseTraceback(stderr) {
  const text5 = withoutGroupMargin(stderr.replace(/\r\n/g, "\n"));
  const blocks = text5.split(/^Traceback \(most recent call last\):$/m).slice(1);
  let error;
  let leads = false;
  for (const block of blocks) {
    const parsed2 = parseBlock(block.replace(LEADS_ON, ""));
    if (parsed2 !== void 0) error = { ...parsed2, cause: leads ? error ?? null : null };
    leads = LEADS_ON.test(block);
  }
  return error ?? parseSyntaxError(text5);
}
var LEADS_ON = /\n+(The above exception was the direct cause of the following exception:|During handling of the above exception, another exception occurred:)\s*$/;
function withoutGroupMargin(stderr) {
  const heading = /^ {2}\+ Exception Group (?=Traceback \(most recent call last\):$)/gm;
  if (!heading.test(stderr)) return stderr;
  return stderr.replace(heading, "").replace(/^( {2}\+-\+| {4,}[|+]).*\n?/gm, "").replace(/^ {2}\| ?/gm, "");
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
    name: moduleNamed(message),
    path: fileNamed(message),
    frames
  };
}
function parsePytestError(text5) {
  const [, qualname, message = ""] = /^E {3,}([\p{ID_Start}_][\p{ID_Continue}.]*): (.*)$/mu.exec(text5) ?? [];
  if (qualname === void 0) return void 0;
  const frames = [...text5.matchAll(/^(\S.*?):(\d+): in (.+)$/gm)].map(([, file = "", line, name = ""]) => ({
    file,
    line: Number(line),
    function: name
  }));
  const type = qualname.split(".").at(-1);
  return {
    type,
    qualname,
    message,
    name: moduleNamed(message),
    path: fileNamed(message),
    frames,
    cause: null
  };
}
var SYNTAX_ERROR = /^((?:Syntax|Indentation|Tab)Error): (.*)$/;
function parseSyntaxError(stderr) {
  const lines = stderr.split("\n");
  const last2 = lines.findLastIndex((line) => SYNTAX_ERROR.test(line));
  const [, type, message = ""] = SYNTAX_ERROR.exec(lines[last2] ?? "") ?? [];
  const place4 = lines.slice(0, Math.max(0, last2)).findLast((line) => FRAME.test(line));
  const [, file, number2] = FRAME.exec(place4 ?? "") ?? [];
  if (type === void 0 || file === void 0) return void 0;
  const frame = { file, line: Number(number2), function: "<module>" };
  return { type, qualname: type, message, name: null, path: null, frames: [frame], cause: null };
}
function moduleNamed(message) {
  return /No module named '([^']+)'/.exec(message)?.[1] ?? /cannot import name '[^']+' from (?:partially initialized module )?'([^']+)'/.exec(message)?.[1] ?? null;
}
function fileNamed(message) {
  const [, single, double] = /\[(?:Errno|WinError) \d+\] [^:]+: (?:'([^']+)'|"([^"]+)")/.exec(message) ?? [];
  return single ?? double ?? null;
}
function chain(error) {
  return error.cause === null ? [error] : [error, ...chain(error.cause)];
}

// src/artifact/backend.ts
var BuildFailed = class extends Error {
  step;
  words;
  /** What the backend raised. */
  error;
  constructor(step, words2, error) {
    super(words2.join("\n"));
    this.step = step;
    this.words = words2;
    this.error = error;
  }
};
var TIME_LIMIT3 = 3600;
var Backend = class {
  #request;
  #requirements = [];
  #log = [];
  /** Set when it has an environment that nobody else gets. */
  #owner;
  constructor(request) {
    this.#request = request;
  }
  /** What was printed since it was last asked. */
  takeTranscript() {
    const transcript = this.#log.join("\n");
    this.#log = [];
    return transcript;
  }
  /** Sees to it that what the backend needs is installed where it runs, besides what it needed before. */
  async require(requirements) {
    this.#requirements = [.../* @__PURE__ */ new Set([...this.#requirements, ...requirements])];
    await this.#environment();
  }
  async #environment() {
    const keepLog = async (transcript) => {
      this.#log.push("$ install build requirements", transcript);
    };
    try {
      return await this.#request.supply.provide(await this.#contents(), keepLog);
    } catch (error) {
      if (error instanceof Refused) throw new BuildFailed("build requirements", error.words);
      throw error;
    }
  }
  async #contents() {
    const requirements = this.#requirements;
    const siblings = pinsOf(await this.#request.siblings(requirements), requirements);
    return { requirements, siblings, owner: this.#owner };
  }
  /**
   * Takes an environment of its own if the shared one is not what it was, and says whether it did. Backends run in it,
   * and what one of them has deleted or replaced must not be told as the fault of another.
   */
  async #leaveIfBroken(environment) {
    if (this.#owner !== void 0) return false;
    if (await this.#request.supply.isIntact(await this.#contents(), environment)) return false;
    this.#log.push("$ the environment was broken while it was used, and another one is made");
    this.#owner = randomUUID4();
    return true;
  }
  /**
   * Builds wheels of folders, one after another in one start of the backend, each with what the backend says that it
   * needs for that. Gives the path of each, or why there is none.
   */
  async buildWheels(wanted) {
    const ended = [];
    for (const { output } of wanted) await mkdir5(output, { recursive: true });
    while (ended.length < wanted.length) {
      const left = wanted.slice(ended.length);
      const done = [];
      const failure = await this.#run(left.flatMap(callsFor), done).then(() => void 0, buildFailedOrThrow);
      const built = left.slice(0, Math.floor(done.length / CALLS_FOR_ONE));
      ended.push(
        ...built.map(({ output }, at2) => join17(output, done[(at2 + 1) * CALLS_FOR_ONE - 1]?.value))
      );
      if (failure !== void 0) ended.push(failure);
    }
    return ended;
  }
  /**
   * Builds the sdist of a folder, and from it the wheel, with what the backend says that it needs for them.
   *
   * @param into folders to unpack the sdist into: the wheel is built in the first
   */
  async buildBoth(source, output, into) {
    await mkdir5(output, { recursive: true });
    const step = "wheel from the sdist";
    const [, sdist, unpacked, , wheel] = await this.#run([
      { step: "sdist", hook: "get_requires_for_build_sdist", source, output: null },
      { step: "sdist", hook: "build_sdist", source, output },
      { step: "sdist", unpack: null, into },
      { step, hook: "get_requires_for_build_wheel", source: null, output: null },
      { step, hook: "build_wheel", source: null, output }
    ]);
    return {
      sdist: join17(output, sdist?.value),
      unpacked: unpacked?.value,
      wheel: join17(output, wheel?.value),
      seconds: wheel?.seconds ?? 0
    };
  }
  /**
   * Builds the wheel from an sdist that was built before.
   *
   * @param into a new folder to unpack the sdist into
   */
  async buildFrom(sdist, output, into) {
    await mkdir5(output, { recursive: true });
    const step = "wheel from the sdist";
    const [, , wheel] = await this.#run([
      { step, unpack: sdist, into: [into] },
      { step, hook: "get_requires_for_build_wheel", source: null, output: null },
      { step, hook: "build_wheel", source: null, output }
    ]);
    return { wheel: join17(output, wheel?.value), seconds: wheel?.seconds ?? 0 };
  }
  /**
   * Runs hooks one after another, and installs in between what they ask for.
   *
   * @param done is added to as they are done, so that who waits knows how far they came before one failed
   */
  async #run(calls, done = []) {
    while (done.length < calls.length) {
      const left = withSource(calls, done).slice(done.length);
      const environment = await this.#environment();
      const { results, child } = await this.#start(left, environment);
      const isDone = results.length === left.length || isAsking(left[results.length - 1]);
      if (!(isDone && results.every(({ ok }) => ok)) && await this.#leaveIfBroken(environment)) {
        done.push(...results.filter((result) => result.ok));
        continue;
      }
      for (const [i, result] of results.entries()) done.push(accept(left[i], result, child));
      const last2 = left[results.length - 1];
      const wanted = isAsking(last2) ? done.at(-1)?.value : [];
      const next2 = left[results.length];
      if (next2 !== void 0 && !this.#lacks(wanted)) throw endedIn(next2, this.#request.buildSystem, child);
      await this.require(wanted);
    }
    return done;
  }
  #lacks(requirements) {
    return requirements.some((requirement2) => !this.#requirements.includes(requirement2));
  }
  async #start(calls, environment) {
    const { buildSystem, committedAt, caller, scratch } = this.#request;
    const { backend, backendPath } = buildSystem;
    const { text: text5, child } = await runProbe(
      "build",
      {
        backend,
        backend_path: backendPath,
        installed: this.#requirements,
        steps: calls.map(({ step: _, ...call }) => call)
      },
      {
        python: environment.python,
        cwd: scratch,
        variables: {
          ...variablesForProject(caller, { first: environment.scripts }),
          ...committedAt === void 0 ? {} : { SOURCE_DATE_EPOCH: String(committedAt) }
        },
        timeLimit: TIME_LIMIT3,
        scratch
      }
    );
    const results = text5 === void 0 ? [] : JSON.parse(text5).done;
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
var CALLS_FOR_ONE = 2;
function callsFor({ step, source, output }) {
  return [
    { step, hook: "get_requires_for_build_wheel", source, output: null },
    { step, hook: "build_wheel", source, output }
  ];
}
function isAsking(call) {
  return call !== void 0 && "hook" in call && call.output === null;
}
function withSource(calls, done) {
  const unpacked = done[calls.findIndex((call) => "unpack" in call)]?.value;
  return calls.map(
    (call) => "hook" in call && call.source === null ? { ...call, source: unpacked?.[0] ?? null } : call
  );
}
function accept(call, result, child) {
  const said = saidLast(child);
  if (!result.ok) {
    throwIfMachineFailed(nameOf2(call), child.ending, `${result.traceback}
${said}`);
    throw new BuildFailed(call.step, lastWords(result, said), parseTraceback(result.traceback));
  }
  if (!("hook" in call) || call.output === null) return result;
  if (typeof result.value === "string" && existsSync5(join17(call.output, result.value))) return result;
  const value = JSON.stringify(result.value);
  throw new BuildFailed(call.step, [
    `The build backend says by ${call.hook} that it made ${value}, which is no file that it made.`
  ]);
}
function endedIn(call, { backend }, child) {
  const said = saidLast(child);
  throwIfMachineFailed(nameOf2(call), child.ending, said);
  return new BuildFailed(call.step, [`${backend} ${describeEnding(child.ending)}`, ...lastLines(said, 5)]);
}
function nameOf2(call) {
  return "hook" in call ? `The build backend, asked to ${call.hook.replaceAll("_", " ")},` : "To unpack the sdist";
}
function saidLast({ stderr }) {
  return stderr.split(/^\$ (?:build_|get_requires_for_build_|unpack )\w.*$/m).at(-1) ?? "";
}
function lastWords(result, said) {
  const printed = lastLines(said, 4);
  const error = result.message === "" ? result.type : `${result.type}: ${result.message}`;
  const lines = lastLines(error, 1e3).slice(0, 6);
  return [...printed.filter((line) => !lines.includes(line)), ...lines];
}

// src/artifact/sdist.ts
import { lstat as lstat2, readdir as readdir6, readFile as readFile10 } from "node:fs/promises";
import { join as join18, sep as sep4 } from "node:path";
async function readSdist(file, unpacked) {
  const files = [];
  const credentials = /* @__PURE__ */ new Map();
  for (const found of await readdir6(unpacked, { recursive: true })) {
    const stat8 = await lstat2(join18(unpacked, found));
    if (!stat8.isFile()) continue;
    const path = found.split(sep4).join("/");
    files.push(path);
    if (stat8.size > LARGEST_CREDENTIAL_FILE) continue;
    const credential = credentialIn(path, await readFile10(join18(unpacked, found)));
    if (credential !== void 0) credentials.set(path, credential);
  }
  const metadata = await readFile10(join18(unpacked, "PKG-INFO"), "utf8").catch(() => "");
  const version = parseMetadata(metadata).version || void 0;
  return { ...await readArtifactFile(file, "sdist"), files: files.sort(), credentials, version };
}

// src/artifact/undeclared-import.ts
import { existsSync as existsSync6, readFileSync as readFileSync3, statSync as statSync4 } from "node:fs";
import { basename as basename6, isAbsolute as isAbsolute3, join as join19, relative as relative3, sep as sep5 } from "node:path";
import { dirname as dirname6, normalize as normalize3 } from "node:path/posix";

// src/checks/distribution-names.ts
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
function siblingOf(module, { neighbours, path }) {
  return neighbours.find(
    (one2) => one2.path !== path && one2.modules.some((name) => `${module}.`.startsWith(`${name}.`))
  );
}
function distributionOf(module, { providers }) {
  const parts = module.split(".");
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join(".");
    const distribution = providers[name]?.[0] ?? KNOWN[name] ?? BACKPORTS2[name];
    if (distribution !== void 0) return { distribution, known: true };
  }
  if (parts.length > 2 && module.startsWith("google.cloud."))
    return { distribution: parts.slice(0, 3).join("-"), known: false };
  return { distribution: topOf(module).replaceAll("_", "-"), known: false };
}
function extrasWith(distribution, contents) {
  return requirementsOf(contents).filter(({ name }) => name === normalizeName(distribution)).flatMap(({ ofExtra }) => ofExtra ?? []);
}
function requirementsOf({ wheel }) {
  return wheel.metadata.requirements.flatMap((text5) => parseRequirement(text5) ?? []);
}
function isLikelyFrom(module, distribution, names) {
  const top = normalizeName(topOf(module));
  const likely = new Set([distribution, top, `python-${top}`, `py${top}`, `${top}-python`].map(normalizeName));
  return names.some((name) => likely.has(name) || name.startsWith(`${top}-`));
}

// src/artifact/undeclared-import.ts
function findUndeclared(error, source) {
  for (const { type, name, frames } of chain(error)) {
    const last2 = frames.at(-1);
    if (type !== "ModuleNotFoundError" || name === null || last2 === void 0) continue;
    const path = relative3(source, last2.file);
    if (isAbsolute3(path)) continue;
    const file = path.split(sep5).join("/");
    const module = topOf(name);
    if (isOfPackage(file, source) && !isOwn(module, file, source) && !isNamed(module, source))
      return { module, file, line: last2.line };
  }
  return void 0;
}
function isOfPackage(file, source) {
  const isPackage = (folder2) => existsSync6(join19(source, folder2, "__init__.py"));
  let folder = dirname6(file);
  if (folder === "." || file.startsWith("../") || !isPackage(folder)) return false;
  while (dirname6(folder) !== "." && isPackage(dirname6(folder))) folder = dirname6(folder);
  return isPackageName(basename6(folder));
}
function isOwn(module, file, source) {
  const places = ["", "src", "lib"].map((folder) => join19(source, folder, module));
  return file.split("/").includes(module) || places.some((place4) => existsSync6(place4) || existsSync6(`${place4}.py`));
}
function isNamed(module, source) {
  const plain2 = (text5) => text5.toLowerCase().replace(/[-_.]+/g, "-");
  const names = [module, distributionOf(module, { providers: {} }).distribution].map(plain2);
  const files = /* @__PURE__ */ new Set(["setup.py", "setup.cfg", "pyproject.toml"]);
  for (const file of files) {
    const path = join19(source, file);
    if (file.startsWith("../") || !statSync4(path, { throwIfNoEntry: false })?.isFile()) continue;
    const text5 = readFileSync3(path, "utf8");
    if (names.some((name) => plain2(text5).includes(name))) return true;
    for (const [named2] of text5.matchAll(/[\w./-]+\.(?:txt|in|toml|cfg|json)\b/g))
      for (const folder of [".", dirname6(file), "requirements"]) files.add(normalize3(`${folder}/${named2}`));
  }
  return false;
}

// src/artifact/build.ts
function build(request) {
  const { source, backend, output, scratch } = request;
  return attemptBuild(request, async (unpacked) => {
    const built = await backend.buildBoth(source, output, [unpacked, untouchedIn(scratch)]);
    const [sdist, wheel] = await Promise.all([
      readSdist(built.sdist, built.unpacked[1]),
      readBuilt(built.wheel, "wheel from the sdist")
    ]);
    return { kind: "built", sdist, wheel, seconds: built.seconds };
  });
}
async function attemptBuild({ source, requires, backend, scratch, keepLog }, act) {
  const unpacked = join20(scratch, "unpacked");
  try {
    await backend.require(requires);
    return await act(unpacked);
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, await onlyFolderIn(unpacked)) };
  } finally {
    await keepLog(backend.takeTranscript());
  }
}
function untouchedIn(scratch) {
  return join20(scratch, "unpacked again");
}
async function onlyFolderIn(unpacked) {
  const [folder] = await readdir7(unpacked).catch(() => []);
  return folder === void 0 ? "" : join20(unpacked, folder);
}
function buildFor(request) {
  const { sdist, backend, output, scratch } = request;
  return attemptBuild(request, async (unpacked) => {
    const { wheel, seconds: seconds3 } = await backend.buildFrom(sdist.file, join20(scratch, "wheel"), unpacked);
    const file = await putBeside(wheel, output);
    return { kind: "built", sdist, wheel: await readBuilt(file, "wheel from the sdist"), seconds: seconds3 };
  });
}
async function putBeside(wheel, output) {
  const file = join20(output, basename7(wheel));
  return copyFile2(wheel, file, constants3.COPYFILE_EXCL).then(
    () => file,
    (error) => {
      if (error.code === "EEXIST") return wheel;
      throw error;
    }
  );
}
async function rebuild({
  backend,
  source,
  isRepeatable,
  pace,
  scratch,
  keepLog
}) {
  const untouched = await onlyFolderIn(untouchedIn(scratch));
  const want = (step, from) => ({
    step,
    source: from,
    output: join20(scratch, "rebuilt", step)
  });
  const wanted = [
    want("wheel from the tree", source),
    ...isRepeatable ? [want("second wheel from the sdist", untouched)] : []
  ];
  const starts = pace === "in turn" ? [wanted] : wanted.map((one2) => [one2]);
  try {
    const built = await Promise.all(starts.map((some) => buildEach(backend, some, source)));
    const [fromTree, again] = built.flat();
    return { fromTree, again };
  } finally {
    await keepLog(backend.takeTranscript());
  }
}
async function buildEach(backend, wanted, source) {
  const built = await backend.buildWheels(wanted);
  return Promise.all(built.map((file, at2) => readRebuilt(file, wanted[at2], source)));
}
async function readRebuilt(built, { step }, source) {
  try {
    if (typeof built !== "string") throw built;
    return { kind: "built", wheel: await readBuilt(built, step) };
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, "") };
  }
}
async function buildEarlier(backend, { source, requires, output, keepLog }) {
  const step = "wheel of an earlier commit";
  try {
    await backend.require(requires);
    const [rebuild2] = await buildEach(backend, [{ step, source, output }], source);
    return rebuild2;
  } catch (error) {
    return { kind: "failed", failure: failureOf(error, source, "") };
  } finally {
    await keepLog(backend.takeTranscript());
  }
}
function readBuilt(file, step) {
  return readWheel(file).catch((error) => {
    throw new BuildFailed(step, [error.message]);
  });
}
function failureOf(error, source, unpacked) {
  if (!(error instanceof BuildFailed)) throw error;
  const { step, words: words2 } = error;
  const absent = unpacked === "" ? void 0 : absentFrom(unpacked, source, words2.join("\n"));
  const undeclared = error.error && findUndeclared(error.error, unpacked === "" ? source : unpacked);
  return { step, words: words2, absent, undeclared };
}
var NAMES = /No module named ['"]([\w.]+)['"]|['"]([^'"\n]+)['"]|([^\s'"]*[./][^\s'"]*[^\s'".,:;])/g;
function absentFrom(unpacked, source, error) {
  const named2 = [...error.matchAll(NAMES)].flatMap(([, module, quoted3, path]) => {
    if (module === void 0) return [quoted3 ?? path ?? ""];
    const file = module.replaceAll(".", "/");
    return [`${file}/__init__.py`, `${file}.py`];
  });
  return named2.map((name) => (isAbsolute4(name) ? relative4(unpacked, name) : name).split(sep6).join("/")).findLast((path) => {
    if (path === "" || isAbsolute4(path) || path.split("/").includes("..")) return false;
    const isThere = statSync5(join20(source, path), { throwIfNoEntry: false })?.isFile() === true;
    return isThere && !existsSync7(join20(unpacked, path));
  });
}

// src/stages.ts
function stagesOf(packageName, progress, timeline) {
  return async (name, act) => {
    const started = performance.now();
    const seconds3 = () => (performance.now() - started) / 1e3;
    const end = progress.begin(packageName, name);
    try {
      const value = await timeline.during(name, act);
      end("done", seconds3());
      return { kind: "seen", value, seconds: seconds3() };
    } catch (error) {
      const reason = reasonUndecided(error);
      if (reason === void 0) throw error;
      end("undecided", seconds3());
      return { kind: "undecided", reason, seconds: seconds3() };
    }
  };
}
function reasonUndecided(error) {
  if (error instanceof Undecided) return error.message;
  const { code: code2, message } = error;
  return code2 === "ENOSPC" || code2 === "EDQUOT" ? `The disk is full: ${message}. Free some of it and run again.` : void 0;
}
function notReached(reason) {
  return { kind: "skipped", reason };
}

// src/build-stages.ts
async function buildInCopy(assignment, backend) {
  const { project, output, scratch, logs } = assignment;
  return build({
    source: await pristineCopy(assignment, "source"),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    keepLog: (transcript) => logs.write("build", transcript)
  });
}
function buildForOther({ project, checkout, output, scratch, logs }, backend, sdist) {
  return buildFor({
    sdist,
    // Only read, for what the sdist lacks.
    source: join21(checkout.root, project.path),
    requires: project.buildSystem.requires,
    backend,
    output,
    scratch,
    keepLog: (transcript) => logs.write("build", transcript)
  });
}
var LONGEST_TO_REPEAT = 120;
var SHORT = 1;
var LONG = 10;
async function seeRebuilds(assignment, backend, first, stage) {
  const { checkout, scratch, logs } = assignment;
  if (first.kind === "failed" && first.failure.step !== "wheel from the sdist")
    return notReached("there is no sdist");
  if (first.kind === "built" && first.seconds > LONGEST_TO_REPEAT)
    return notReached(
      `the wheel took ${Math.round(first.seconds)} s to build, and what takes more than ${LONGEST_TO_REPEAT} s is not built again`
    );
  return behindOthers(
    () => stage(
      "rebuild",
      async () => rebuild({
        backend,
        source: await pristineCopy(assignment, "tree"),
        // Without a commit the builds have no time in common, which all of them would write.
        isRepeatable: first.kind === "built" && checkout.committedAt !== void 0,
        pace: first.kind === "built" ? paceOf(first.seconds) : "in turn",
        scratch,
        keepLog: (transcript) => logs.write("rebuild", transcript)
      })
    )
  );
}
function paceOf(seconds3) {
  return SHORT < seconds3 && seconds3 < LONG ? "at once" : "in turn";
}
function pristineCopy({ project, copies, scratch }, name) {
  return copies.toBuild(project, name, join21(scratch, name));
}

// src/checks/cause.ts
function causeOf(error, contents) {
  const causes = chain(error).map((one2) => causeOfOne(one2, contents));
  return causes.find(({ kind }) => kind === "module" || kind === "data") ?? causes.find(({ kind }) => kind === "distribution") ?? { kind: "other" };
}
function isToldElsewhere(cause, undeclared) {
  if (cause.kind === "distribution") return undeclared.includes(topOf(cause.module));
  return cause.kind !== "other";
}
function causeOfOne(error, contents) {
  if (error.type === "ModuleNotFoundError" || error.type === "ImportError") {
    const missing = missingModule(error, contents);
    if (missing !== void 0) return missing;
  }
  const path = missingData(error, contents);
  return path === void 0 ? { kind: "other" } : { kind: "data", path };
}
function missingModule(error, { wheel, unshippedModules: unshippedModules2, siblingModules }) {
  const imported = /cannot import name '([^']+)' from (?:partially initialized module )?'([^']+)'/.exec(
    error.message
  );
  const name = imported === null ? error.name : `${imported[2]}.${imported[1]}`;
  if (name === null) return void 0;
  if (unshippedModules2.has(name)) return { kind: "module", module: name };
  if ([...unshippedModules2.keys()].some((module) => module.startsWith(`${name}.`)))
    return { kind: "module", module: name };
  const isThere = (module) => imported !== null && `${imported[2]}.`.startsWith(`${module}.`);
  if ([...siblingModules].some((module) => `${name}.`.startsWith(`${module}.`) && !isThere(module)))
    return { kind: "distribution", module: name };
  const top = topOf(name);
  const own = wheel.topLevels.some((topLevel) => topLevel.name === top);
  if (own || imported !== null || error.type !== "ModuleNotFoundError") return void 0;
  return { kind: "distribution", module: name };
}
function missingData(error, { unshipped }) {
  const said = `${error.path ?? ""}
${error.message}`.replaceAll("\\\\", "/").replaceAll("\\", "/");
  const data = [...unshipped].filter(([path]) => moduleOf(path) === void 0);
  const byPath2 = data.find(
    ([installed2, source]) => said.includes(`/${installed2}`) || said.includes(`/${source}`)
  );
  if (byPath2 !== void 0) return byPath2[0];
  const folder = lastParts(said, 2);
  const byFolder = error.path === null || !folder.includes("/") ? void 0 : data.find(([installed2]) => `/${installed2}`.includes(`/${folder}/`));
  if (byFolder !== void 0) return byFolder[0];
  if (error.path !== null) return void 0;
  return data.find(([installed2]) => isNamed2(said, installed2.split("/").at(-1)))?.[0];
}
function lastParts(said, parts) {
  return (said.split("\n")[0] ?? "").split("/").slice(-parts).join("/");
}
function isNamed2(said, name) {
  return name.includes(".") && new RegExp(`(^|[\\s'"/])${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[\\s'"])`, "m").test(said);
}

// src/checks/once.ts
function oncePerFacts(compute) {
  const known = /* @__PURE__ */ new WeakMap();
  return (facts) => {
    const found = known.get(facts) ?? { value: compute(facts) };
    known.set(facts, found);
    return found.value;
  };
}

// src/checks/needs.ts
var needsOf = oncePerFacts((facts) => {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const imports = (seenValue(facts.imports) ?? []).flatMap(
    ({ module, error, withExtras: withExtras2 }) => [error, withExtras2?.error].flatMap(
      (one2) => one2 === void 0 ? [] : [{ who: `import ${module}`, from: "import", error: one2 }]
    )
  );
  const scripts = (seenValue(facts.scripts) ?? []).flatMap(({ entryPoint, runs, versionRun }) => {
    const error = runs.at(-1)?.error ?? versionRun?.error;
    const astray = contents.unshippedModules.has(entryPoint.module) && !isOwnMissing(entryPoint.module, contents);
    return error === void 0 || astray ? [] : [{ who: `the script ${entryPoint.name}`, from: "script", error }];
  });
  const tests = (seenValue(facts.tests)?.evidence.failures ?? []).flatMap(
    ({ nodeid, error }) => error === void 0 ? [] : [{ who: nodeid, from: "test", error }]
  );
  return [...imports, ...scripts, ...tests].map((need) => ({ ...need, cause: causeOf(need.error, contents) }));
});
function modulesNeeded(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const failed = needsOf(facts).flatMap(
    ({ cause, who }) => cause.kind === "module" ? [{ module: cause.module, who }] : []
  );
  const scripts = contents.wheel.entryPoints.filter(({ module }) => isOwnMissing(module, contents)).map(({ group: group2, name, module }) => ({
    module,
    who: group2 === "console_scripts" ? `the script ${name}` : `the entry point ${name} of ${group2}`
  }));
  const borrowed = (seenValue(facts.tests)?.borrowed ?? []).flatMap(({ source, by, line }) => {
    const module = [...contents.unshippedModules].find(([, candidate]) => candidate === source)?.[0];
    return module === void 0 ? [] : [{ module, who: `${by}:${line}` }];
  });
  return [...failed, ...scripts, ...borrowed];
}
function isOwnMissing(module, { wheel, unshippedModules: unshippedModules2 }) {
  return unshippedModules2.has(module) && wheel.topLevels.some(({ name }) => name === topOf(module));
}

// src/checks/entry-points.ts
function checkEntryPoints(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  return [
    ...claimsNotBuilt(facts, contents),
    ...contents.wheel.entryPoints.flatMap((entryPoint) => checkEntry(entryPoint, facts, contents)),
    ...sameName(facts, contents),
    ...facts.entryPoints.flatMap((evidence) => checkLoaded(evidence, facts, contents))
  ];
}
function brokenEntry({ group: group2, name, value }, problem, facts, severity = "error") {
  const where = whereDeclared({ group: group2, name }, facts);
  return { rule: "entry-point-broken", severity, facts: { group: group2, script: name, value, problem }, where };
}
function whereDeclared({ group: group2, name }, { project }) {
  const claim = project.claimedEntryPoints.find((one2) => one2.group === group2 && one2.name === name);
  return claim === void 0 ? void 0 : { file: claim.file, line: claim.line };
}
function claimsNotBuilt(facts, { wheel }) {
  const key = ({ group: group2, name }) => `${group2.toLowerCase()} ${name}`;
  const built = new Set(wheel.entryPoints.map(key));
  return facts.project.claimedEntryPoints.filter((claim) => !built.has(key(claim))).map((claim) => brokenEntry(claim, `is declared in ${claim.file} but is not in the wheel`, facts));
}
function checkEntry(entryPoint, facts, contents) {
  const problem = misspelling(entryPoint) ?? overwrittenProgram(entryPoint, contents.wheel) ?? moduleNotThere(entryPoint, contents);
  if (problem !== void 0) return [brokenEntry(entryPoint, problem, facts)];
  const others = sharedWith(entryPoint, facts, contents.wheel);
  if (others.length === 0) return [];
  const shared = `is a command of ${others.join(" and ")} too, so that the one that is installed last overwrites the other`;
  return [brokenEntry(entryPoint, shared, facts, "warning")];
}
var PROGRAMS = [
  [/^python(w|\d+(\.\d+)?)?$/i, "Python itself"],
  [/^(activate|deactivate)$/i, "every virtual environment"],
  [/^pip(\d+(\.\d+)?)?$/i, "pip"],
  [/^(pytest|py\.test)$/i, "pytest"],
  [/^uvx?$/i, "uv"]
];
function overwrittenProgram({ group: group2, name }, { metadata }) {
  if (!SCRIPT_GROUPS.includes(group2)) return void 0;
  const owner = PROGRAMS.find(([program]) => program.test(name))?.[1];
  if (owner === void 0 || normalizeName(metadata.name) === owner) return void 0;
  return `overwrites the command of ${owner}`;
}
function replacesPython({ group: group2, name }) {
  return SCRIPT_GROUPS.includes(group2) && PROGRAMS[0]?.[0].test(name) === true;
}
function sharedWith({ group: group2, name }, facts, { metadata }) {
  const installation = seenValue(facts.install);
  if (!SCRIPT_GROUPS.includes(group2) || installation?.kind !== "installed") return [];
  const owners = installation.programs?.[name] ?? installation.programs?.[`${name}.exe`] ?? [];
  return owners.filter((owner) => normalizeName(owner) !== normalizeName(metadata.name));
}
function rawScripts(facts) {
  const installation = seenValue(facts.install);
  const wheel = seenValue(facts.contents)?.wheel;
  if (installation?.kind !== "installed" || wheel === void 0) return [];
  const made = new Set(
    wheel.entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2)).map(({ name: name2 }) => name2)
  );
  const name = normalizeName(wheel.metadata.name);
  return Object.entries(installation.programs ?? {}).filter(
    ([program, owners]) => owners.some((owner) => normalizeName(owner) === name) && !made.has(program)
  ).filter(([program]) => !made.has(program.replace(/(-script\.pyw?|\.exe)$/, ""))).map(([program]) => program);
}
function sameName(facts, { wheel }) {
  const scripts = wheel.entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2));
  return scripts.flatMap((script2, i) => {
    const twin = scripts.slice(0, i).find(({ name }) => name !== script2.name && name.toLowerCase() === script2.name.toLowerCase());
    if (twin === void 0) return [];
    const problem = `and ${twin.name} are one file on Windows and macOS, which do not tell upper from lower case`;
    return [brokenEntry(script2, problem, facts, "warning")];
  });
}
function moduleNotThere({ module }, contents) {
  const { wheel, unshippedModules: unshippedModules2 } = contents;
  if (module === "" || isOwnMissing(module, contents)) return void 0;
  const source = unshippedModules2.get(module);
  if (source !== void 0)
    return `names the module ${module}, which is not in the wheel (its source is ${source})`;
  const own = wheel.topLevels.some(({ name, kind }) => name === topOf(module) && kind !== "namespace");
  return !own || isShipped(module, wheel) ? void 0 : `names the module ${module}, which is neither in the wheel nor in the checkout`;
}
function isShipped(module, { files }) {
  return files.some(({ path }) => `${moduleOf(path)}.`.startsWith(`${module}.`));
}
function checkLoaded({ entryPoint, outcome, error }, facts, { wheel }) {
  const { module, attribute: attribute2 } = entryPoint;
  if (outcome !== "failed" || error?.type !== "AttributeError" || attribute2 === void 0) return [];
  if (error.frames.length > 1 || error.frames.some((frame) => frame.function !== "__getattr__")) return [];
  if (misspelling(entryPoint) !== void 0 || !isShipped(module, wheel)) return [];
  if (SCRIPT_GROUPS.includes(entryPoint.group) && isShipped(`${module}.${attribute2.split(".")[0]}`, wheel))
    return [];
  return [brokenEntry(entryPoint, `names ${attribute2}, which ${module} does not have`, facts)];
}

// src/each-python.ts
import { mkdir as mkdir7 } from "node:fs/promises";
import { availableParallelism as availableParallelism2 } from "node:os";
import { join as join27 } from "node:path";

// src/artifact/wheel-tags.ts
function fits(file, python) {
  const [pythons = "", abis = ""] = file.replace(/\.whl$/, "").split("-").slice(-3);
  return pythons.split(".").some((tag) => abis.split(".").some((abi) => supports(python, tag, abi)));
}
var SHORT2 = { cpython: "cp", pypy: "pp" };
function supports({ implementation, version, isFreeThreaded }, tag, abi) {
  const [major2 = 0, minor2 = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const own = `${SHORT2[implementation] ?? implementation}${major2}${minor2}`;
  const [, kind, majorOfTag, minorOfTag] = /^([a-z]+)(\d)(\d*)$/.exec(tag) ?? [];
  const isOlder = Number(majorOfTag) === major2 && Number(minorOfTag || 0) <= minor2;
  if (abi === "none") return tag === own || kind === "py" && isOlder;
  if (abi === "abi3") return implementation === "cpython" && kind === "cp" && isOlder && !isFreeThreaded;
  if (tag !== own) return false;
  return implementation !== "cpython" || abi === (isFreeThreaded ? `${own}t` : own);
}

// src/concurrency.ts
import { availableParallelism } from "node:os";
async function inParallel(all, act) {
  const results = [];
  let next2 = 0;
  const worker = async () => {
    for (let i = next2++; i < all.length; i = next2++) results[i] = await act(all[i]);
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), all.length) }, worker));
  return results;
}
var Slots = class {
  #free;
  #waiting = [];
  constructor(number2) {
    this.#free = number2;
  }
  /** Acts as soon as there is a slot. */
  async run(act) {
    if (this.#free > 0) this.#free--;
    else await new Promise((begin) => this.#waiting.push(begin));
    try {
      return await act();
    } finally {
      const next2 = this.#waiting.shift();
      if (next2 === void 0) this.#free++;
      else next2();
    }
  }
};

// src/environment/pythons.ts
async function findPythons(asked, requiresPython, find) {
  if (asked.length < 2) {
    const [python] = asked;
    return { found: [{ python, made: await find({ python, requiresPython }) }], leftOut: [], missing: [] };
  }
  const all = await Promise.all(asked.map((python) => look(python, requiresPython, find)));
  const leftOut = all.flatMap((one2) => "leftOut" in one2 ? [one2.leftOut] : []);
  const missing = all.flatMap((one2) => "missing" in one2 ? [one2.missing] : []);
  const [first, ...others] = all.flatMap((one2) => "found" in one2 ? [one2.found] : []);
  if (first !== void 0) return { found: [first, ...others], leftOut, missing };
  if (missing.length > 0) throw new Undecided(missing.map(({ reason }) => reason).join(" "));
  const message = `python is ${asked.join(" ")}, but the package declares Requires-Python ${requiresPython}. Give one that it allows.`;
  throw new ConfigurationError([{ message }]);
}
function notAllowed(requiresPython) {
  return `Requires-Python ${requiresPython} does not allow it`;
}
async function look(python, requiresPython, find) {
  const leftOut = { leftOut: { python, reason: notAllowed(requiresPython) } };
  if (isVersion(python) && !mayAllow(requiresPython, python)) return leftOut;
  try {
    const made = await find({ python, requiresPython: void 0 });
    return isAllowed(made.interpreter.version, requiresPython) ? { found: { python, made } } : leftOut;
  } catch (error) {
    if (error instanceof Undecided) return { missing: { python, reason: error.message } };
    throw error;
  }
}

// src/evidence/contents.ts
import { readFile as readFile12 } from "node:fs/promises";
import { join as join24 } from "node:path";
import { basename as basename8, dirname as dirname8 } from "node:path/posix";

// src/project/source-map.ts
import { createHash as createHash3 } from "node:crypto";
import { readFile as readFile11 } from "node:fs/promises";
import { join as join22 } from "node:path";
async function readSources(root, paths) {
  const read2 = async (path) => {
    const content = await readFile11(join22(root, path)).catch(() => void 0);
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
    const twin = closest(path, byContent.get(sha256) ?? [], 1);
    const namesake = closest(
      path,
      byName2.get(path.split("/").at(-1)) ?? [],
      path.includes("/") ? 2 : 1
    );
    const source = twin ?? namesake;
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
  return { sourceOf: (installed2) => found.get(installed2), roots };
}
function group(sources, key) {
  const groups = /* @__PURE__ */ new Map();
  for (const source of sources) groups.set(key(source), [...groups.get(key(source)) ?? [], source.path]);
  return groups;
}
function closest(path, candidates2, least) {
  const rated = candidates2.map((candidate) => ({ candidate, shared: commonEnding(path, candidate) })).filter(({ shared }) => shared >= least).sort((a, b) => b.shared - a.shared || a.candidate.length - b.candidate.length);
  return rated[0]?.candidate;
}
function commonEnding(a, b) {
  const [left, right] = [a.split("/").reverse(), b.split("/").reverse()];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) shared++;
  return shared;
}
function rootOf(name, found) {
  const votes = /* @__PURE__ */ new Map();
  for (const [installed2, source] of found) {
    if (!installed2.startsWith(`${name}/`)) continue;
    const rest = installed2.slice(name.length);
    if (!source.endsWith(rest)) continue;
    const root = source.slice(0, -rest.length);
    votes.set(root, (votes.get(root) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}
function unshippedFiles(sourceMap, topLevels, shipped, files) {
  const found = /* @__PURE__ */ new Map();
  for (const { name, kind } of topLevels) {
    const root = sourceMap.roots.get(name);
    if (root === void 0 || kind === "module") continue;
    for (const file of files) {
      if (!file.startsWith(`${root}/`)) continue;
      const installed2 = `${name}${file.slice(root.length)}`;
      if (!shipped.has(installed2) && !file.endsWith(".pyc")) found.set(installed2, file);
    }
  }
  return found;
}

// src/evidence/stage.ts
import { cp, mkdir as mkdir6, readdir as readdir8, rm as rm4, stat as stat6, symlink as symlink2 } from "node:fs/promises";
import { dirname as dirname7, join as join23 } from "node:path";
var TESTS = /(^|\/)(tests?\/|test_?data\/|conftest\.py$|tests?\.py$|test_[^/]*\.py$|[^/]*_tests?\.py$)/;
function isTestPath(path) {
  return TESTS.test(path);
}
async function replaceSources({
  stage,
  projectPath,
  wheel,
  sourceMap,
  environment
}) {
  const roots = [...sourceMap.roots.values()];
  for (const folder of /* @__PURE__ */ new Set([".", projectPath, ...roots.map((root) => dirname7(root))])) {
    await removeMetadata(join23(stage, folder));
    if (folder !== projectPath && folder !== ".") await removeImportable(join23(stage, folder));
  }
  for (const root of roots) await rm4(join23(stage, root), { recursive: true, force: true });
  const links = /* @__PURE__ */ new Map();
  for (const portion of portionsOf(wheel)) {
    const [name = ""] = portion.split("/");
    const top = sourceMap.roots.has(name) ? name : moduleOf(portion);
    const root = top === void 0 ? void 0 : sourceMap.roots.get(top);
    const installed2 = await installedAt(portion, environment);
    if (root === void 0 || top === void 0 || installed2 === void 0) continue;
    const source = join23(stage, top === name ? root + portion.slice(name.length) : root);
    await mkdir6(dirname7(source), { recursive: true });
    await link(installed2, source);
    links.set(source, installed2);
  }
  return links;
}
function portionsOf({ files, topLevels }) {
  const regular = new Set(
    files.flatMap(({ path }) => /\/__init__\.[^/]+$/.test(path) ? [dirname7(path)] : [])
  );
  const portions = files.flatMap(({ path }) => {
    const parts = path.split("/");
    const name = parts[0];
    const top = topLevels.find((topLevel) => topLevel.name === (parts.length === 1 ? moduleOf(path) : name));
    if (top === void 0) return [];
    for (let length = 1; length < parts.length; length++) {
      const folder = parts.slice(0, length).join("/");
      if (regular.has(folder)) return [folder];
    }
    return [path];
  });
  return [...new Set(portions)];
}
async function removeMetadata(folder) {
  const names = await readdir8(folder).catch(() => []);
  for (const name of names.filter((one2) => /\.(egg|dist)-info$/.test(one2)))
    await rm4(join23(folder, name), { recursive: true, force: true });
}
async function removeImportable(folder) {
  const entries = await readdir8(folder, { withFileTypes: true }).catch(() => []);
  const holdsTests = entries.some((entry) => entry.isFile() && isTestPath(entry.name));
  for (const entry of entries) {
    const name = entry.name;
    const importable = entry.isDirectory() ? /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) : name.endsWith(".py") && !holdsTests;
    if (importable && !isTestPath(entry.isDirectory() ? `${name}/` : name))
      await rm4(join23(folder, name), { recursive: true, force: true });
  }
}
async function installedAt(path, { purelib, platlib }) {
  for (const folder of [purelib, platlib])
    if (await stat6(join23(folder, path)).catch(() => void 0)) return join23(folder, path);
  return void 0;
}
async function link(target, path) {
  const isFolder = (await stat6(target)).isDirectory();
  if (process.platform === "win32" && !isFolder) await cp(target, path);
  else await symlink2(target, path, isFolder ? "junction" : "file");
}
async function overlayTests(unshipped, checkout, environment) {
  const tests = [...unshipped].filter(([installed2]) => isTestPath(installed2));
  for (const [installed2, source] of tests) {
    const to = join23(environment.purelib, installed2);
    await mkdir6(dirname7(to), { recursive: true });
    await cp(join23(checkout, source), to);
  }
  return tests.map(([installed2]) => installed2);
}

// src/evidence/contents.ts
async function readContents(wheel, project, checkout) {
  const own = prefixOf(project);
  const inside = checkout.files.filter((file) => file.startsWith(own));
  const sources = await readSources(checkout.root, inside);
  const sourceMap = mapSources(wheel.files, wheel.topLevels, sources);
  const shipped = new Set(wheel.files.map(({ path }) => path));
  const unshipped = unshippedFiles(sourceMap, wheel.topLevels, shipped, inside);
  const read2 = (name) => readFile12(join24(project.folder, name), "utf8").catch(() => void 0);
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
    unshippedModules: unshippedModules(wheel, sourceMap, unshipped, inside, own),
    readers,
    ignoredBy,
    siblingModules: new Set(
      project.neighbours.flatMap(({ path, modules }) => path === project.path ? [] : modules)
    )
  };
}
function unshippedModules(wheel, sourceMap, unshipped, files, own) {
  const found = /* @__PURE__ */ new Map();
  const shipped = new Set(wheel.files.flatMap(({ path }) => moduleOf(path) ?? []));
  const note = (path, source) => {
    const module = moduleOf(path);
    if (module !== void 0 && !shipped.has(module) && !found.has(module)) found.set(module, source);
  };
  for (const [installed2, source] of unshipped) note(installed2, source);
  const parents = [...sourceMap.roots.values()].map(
    (root) => root.includes("/") ? root.slice(0, root.lastIndexOf("/") + 1) : ""
  );
  for (const parent of /* @__PURE__ */ new Set([...parents, own, `${own}src/`])) {
    for (const file of files) if (file.startsWith(parent)) note(file.slice(parent.length), file);
  }
  return found;
}
var READS_BESIDE = /__file__|importlib[._]resources|importlib_resources|resource_(filename|stream|string|listdir)|get_data\(|PackageLoader|\bfiles\(/;
async function findReaders(wheel, sourceMap, unshipped, checkout) {
  const data = [...unshipped.keys()].filter((path) => moduleOf(path) === void 0);
  const found = /* @__PURE__ */ new Map();
  if (data.length === 0) return found;
  for (const { path } of wheel.files) {
    const source = path.endsWith(".py") && !isTestPath(path) ? sourceMap.sourceOf(path) : void 0;
    if (source === void 0) continue;
    const text5 = await readFile12(join24(checkout.root, source), "utf8").catch(() => "");
    if (!READS_BESIDE.test(text5)) continue;
    for (const file of data) {
      if (namesFile(text5, file) && (isBeside(file, path) || namesFolder(text5, file)))
        found.set(file, [...found.get(file) ?? [], source]);
    }
  }
  return found;
}
function isBeside(file, module) {
  return dirname8(file) === dirname8(module);
}
function namesFolder(text5, path) {
  const folder = basename8(dirname8(path)).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`['"/.]${folder}['"/]`).test(text5);
}
function namesFile(text5, path) {
  const name = path.split("/").at(-1);
  return text5.includes(`${name}"`) || text5.includes(`${name}'`);
}
async function findIgnored(checkout, files) {
  const found = /* @__PURE__ */ new Map();
  if (!checkout.repository || files.length === 0) return found;
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

// src/room.ts
import { join as join26 } from "node:path";

// src/environment/groundwork.ts
async function layGroundworks(plots, request) {
  const { interpreter, scratch, caller } = request;
  const models = await Promise.all(plots.map((plot) => modelFor(plot, request).catch(undefinedWhereRefused)));
  const create = (wanted) => createEnvironments(interpreter, wanted, scratch, caller);
  const furnished = await create(
    plots.map(({ root }, i) => {
      const like = models[i];
      return like === void 0 ? root : { root, like };
    })
  ).catch(undefinedWhereRefused);
  const environments = furnished ?? await create(plots.map(({ root }) => `${root}-empty`));
  return plots.map(({ requirements }, i) => ({
    environment: environments[i],
    requirements: furnished === void 0 || models[i] === void 0 ? [] : requirements
  }));
}
async function modelFor({ requirements, keepLog }, { supply }) {
  if (requirements.length === 0 || process.platform === "win32") return void 0;
  const environment = await supply.provide({ requirements }, keepLog);
  if (requirements.some((text5) => parseRequirement(text5)?.name === "pytest"))
    supply.compilePytest(environment);
  return { environment, completed: supply.completed(environment) };
}
function undefinedWhereRefused(error) {
  if (error instanceof Refused || error instanceof Undecided) return void 0;
  throw error;
}
async function environmentFor(wanted, { environment, requirements }, { interpreter, scratch, caller }) {
  if (requirements.length === 0 || isSame(requirements, wanted)) return environment;
  const [empty] = await createEnvironments(interpreter, [`${environment.root}-anew`], scratch, caller);
  return empty;
}
function isSame(some, others) {
  const [left, right] = [some, others].map((list2) => [...new Set(list2.map(canonical))].sort());
  return left?.join("\n") === right?.join("\n");
}
function canonical(text5) {
  const requirement2 = parseRequirement(text5);
  if (requirement2 === void 0) return text5;
  const { name, extras } = requirement2;
  const [head = "", marker = ""] = text5.split(";");
  const specifiers = /[<>=!~].*$/.exec(head.replaceAll(/[\s()]/g, ""))?.[0] ?? "";
  const plain2 = marker.replaceAll(/[\s'"]/g, "");
  return `${name}[${[...extras].sort()}]${specifiers.split(",").sort()};${plain2}`;
}

// src/environment/tools.ts
import { readFile as readFile13 } from "node:fs/promises";
import { join as join25 } from "node:path";
var FILES = {
  metadata: ["metadata-requirements.txt"],
  readme: ["metadata-requirements.txt", "readme-requirements.txt"],
  api: ["api-requirements.txt"]
};
async function toolsFor(purpose, { version }) {
  const texts4 = await Promise.all(FILES[purpose].map((file) => readFile13(join25(PROBES, file), "utf8")));
  const minor2 = version.split(".").slice(0, 2).join(".");
  const requirements = texts4.flatMap((text5) => text5.split(/\r?\n/)).flatMap((line) => {
    const [, requirement2, marker] = /^(\w[^;]*)(?:; python_version (.+))?$/.exec(line) ?? [];
    const holds = marker === void 0 || isAllowed(minor2, marker.replaceAll('"', ""));
    return requirement2 !== void 0 && holds ? [requirement2] : [];
  });
  return { requirements, options: ["--no-deps", "--only-binary", ":all:"] };
}
async function getTools(purpose, { interpreter, supply }, keepLog) {
  try {
    const environment = await supply.provide(await toolsFor(purpose, interpreter), keepLog);
    return { kind: "ready", environment };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const said = error.words.at(-1) ?? "the installer refused";
    return { kind: "unavailable", reason: `the package index lacks the tools for it: ${said}` };
  }
}

// src/project/announced-requirements.ts
async function announcedRequirements(project, config) {
  const { pyproject, buildSystem, neighbours } = project;
  const declared = table(pyproject.project);
  const own = declaredDependencies(project) ?? [];
  const optional2 = Object.entries(table(declared["optional-dependencies"]));
  const ofExtras = (wanted) => optional2.flatMap(([name, lines]) => wanted.includes(normalizeName(name)) && isTexts(lines) ? lines : []);
  const metadata = {
    name: project.name,
    version: "",
    requiresPython: project.requiresPython,
    requirements: [],
    extras: optional2.map(([name]) => name),
    classifiers: [],
    descriptionType: void 0
  };
  const tests = await requirementsOfTests(metadata, project, config);
  const here = [project, ...neighbours].map(({ name }) => normalizeName(name));
  const ofIndex = (lines) => [
    ...new Set(lines.filter((line) => isOfIndex(line) && !here.includes(parseRequirement(line)?.name ?? "")))
  ];
  return {
    build: ofIndex(buildSystem.requires),
    runtime: ofIndex(own),
    tests: tests === void 0 ? [] : ofIndex([...own, ...together(tests, ofExtras)])
  };
}
function declaredDependencies({ pyproject, setupCfg }) {
  const { name, dependencies, dynamic } = table(pyproject.project);
  const poetry = table(table(pyproject.tool).poetry).dependencies;
  if (isTexts(dependencies)) return dependencies;
  if (poetry !== void 0) return poetryRequirements(table(poetry));
  if (name !== void 0) return isTexts(dynamic) && dynamic.includes("dependencies") ? void 0 : [];
  const lines = setupCfg.get("options")?.get("install_requires");
  return lines?.split("\n").filter((line) => line.trim() !== "");
}
async function requirementsOfWheel(metadata, project, config) {
  const requirements = metadata.requirements.map((text5) => ({ text: text5, extra: parseRequirement(text5)?.ofExtra }));
  const own = requirements.flatMap(({ text: text5, extra: extra2 }) => extra2 === void 0 ? [text5] : []);
  const ofExtras = (wanted) => requirements.flatMap(
    ({ text: text5, extra: extra2 }) => extra2 !== void 0 && wanted.includes(normalizeName(extra2)) ? [withoutExtra(text5)] : []
  );
  const tests = await requirementsOfTests(metadata, project, config);
  return { runtime: own, tests: tests === void 0 ? [] : [...own, ...together(tests, ofExtras)] };
}
async function requirementsOfTests(metadata, project, { testRequirements }) {
  const { skip, requirements } = project.settings.tests;
  if (skip !== void 0) return void 0;
  try {
    return await findTestRequirements(project, metadata, testRequirements ?? requirements);
  } catch (error) {
    if (error instanceof ConfigurationError) return void 0;
    throw error;
  }
}
function together({ lines, extras }, ofExtras) {
  return withPytest([...lines, ...ofExtras(extras.map(normalizeName))]);
}
function withoutExtra(requirement2) {
  return requirement2.replace(/\s*(?:;|\band\b)\s*extra\s*==\s*(['"])[^'"]+\1\s*$/, "");
}
function isOfIndex(line) {
  return parseRequirement(line) !== void 0 && !/^[^;]*@/.test(line);
}

// src/room.ts
async function prepare(assignment) {
  const { project, config, toolchains } = assignment;
  const pythons = await findPythons(
    config.pythons,
    project.requiresPython,
    (wanted) => toolchains.get(wanted)
  );
  const toolchain = pythons.found[0].made;
  const likely = [
    { requirements: project.buildSystem.requires },
    await toolsFor(likelyPurpose(assignment), toolchain.interpreter)
  ];
  return { ...await roomFor(assignment, toolchain, likely), pythons };
}
async function roomFor({ project, checkout, config, scratch, logs, siblingsForBuild: siblings }, toolchain, likely = []) {
  const { environment: caller } = config;
  const { interpreter, supply } = toolchain;
  const isKnown = declaredDependencies(project) !== void 0;
  const expected = isKnown ? await announcedRequirements(project, config) : NOTHING;
  supply.prepare(likely);
  const layBoth = async () => {
    const forWheel = [expected.runtime, expected.tests].filter((lines) => lines.length > 0);
    supply.prepare(forWheel.map((requirements) => ({ requirements })));
    const plots = ["runtime", "tests"].map((name) => ({
      root: join26(scratch, "environments", name),
      requirements: expected[name],
      keepLog: (transcript) => logs.write(AHEAD[name], transcript)
    }));
    const [runtime, tests] = await layGroundworks(plots, { interpreter, supply, scratch, caller });
    return { runtime, tests };
  };
  let laid;
  const { committedAt } = checkout;
  return {
    ...toolchain,
    backendOf: (buildSystem) => new Backend({ buildSystem, supply, scratch, committedAt, siblings, caller }),
    tools: (purpose) => getTools(purpose, { interpreter, supply }, (transcript) => logs.write(`tools-${purpose}`, transcript)),
    groundwork: () => {
      if (laid === void 0) {
        laid = layBoth();
        laid.catch(() => void 0);
      }
      return laid;
    },
    settled: async () => {
      await Promise.allSettled([laid]);
    }
  };
}
async function environmentsFor({ project, config, scratch }, { groundwork, interpreter }, metadata) {
  const place4 = { interpreter, scratch, caller: config.environment };
  const wanted = await requirementsOfWheel(metadata, project, config);
  const laid = await groundwork();
  const [runtime, tests] = await Promise.all([
    environmentFor(wanted.runtime, laid.runtime, place4),
    environmentFor(wanted.tests, laid.tests, place4)
  ]);
  return { runtime, tests };
}
var AHEAD = { runtime: "install-ahead", tests: "install-tests-ahead" };
var NOTHING = { runtime: [], tests: [] };
function likelyPurpose({ project, checkout }) {
  return checkout.files.includes(fileOf(project, "README.rst")) ? "readme" : "metadata";
}

// src/each-python.ts
var slots = new Slots(availableParallelism2());
async function useWithEach(assignment, room, first, stage, use) {
  const asked = assignment.config.pythons;
  const { contents } = first;
  if (asked.length < 2) {
    return { used: await use(assignment, room, contents, stage), pythons: [], leftOut: [] };
  }
  const { found, missing, leftOut } = room.pythons;
  const { requiresPython } = contents.wheel.metadata;
  const isRefused = ({ made }) => !isAllowed(made.interpreter.version, requiresPython);
  const allowed = found.every(isRefused) ? found.slice(0, 1) : found.filter((one2) => !isRefused(one2));
  const used = await Promise.all(
    allowed.map((one2) => slots.run(() => useWithOne(assignment, room, one2, first, stage, use)))
  );
  const [firstUsed] = used;
  if (firstUsed === void 0) throw new Error("no Python was used");
  const refused = found.filter((one2) => !allowed.includes(one2));
  const notThere = missing.map(({ python, reason }) => ({
    python,
    version: void 0,
    facts: unused({ kind: "undecided", reason, seconds: 0 })
  }));
  return {
    used: firstUsed.facts,
    pythons: inOrder2([...used, ...notThere], asked),
    leftOut: inOrder2(
      [...leftOut, ...refused.map((one2) => ({ python: nameOf3(one2), reason: notAllowed(requiresPython) }))],
      asked
    )
  };
}
function usedWithNone({ config }, { pythons: { found, missing, leftOut } }) {
  if (config.pythons.length < 2) return { pythons: [], leftOut: [] };
  const [first, ...others] = found;
  const reason = `nothing was built with ${nameOf3(first)}`;
  const rest = [...others.map(nameOf3), ...missing.map(({ python }) => python)];
  return {
    pythons: [{ python: nameOf3(first), version: first.made.interpreter.version, facts: {} }],
    leftOut: inOrder2([...leftOut, ...rest.map((python) => ({ python, reason }))], config.pythons)
  };
}
async function useWithOne(assignment, firstRoom, one2, { build: build2, contents }, stage, use) {
  const { interpreter } = one2.made;
  const python = nameOf3(one2);
  const withPython = (facts) => ({ python, version: interpreter.version, facts });
  const run2 = (name, act) => stage(`${name} ${python}`, act);
  const fitting = (find) => siblingsFor(interpreter, find);
  const { siblings, siblingsForBuild } = assignment;
  const own = {
    ...assignment,
    logs: assignment.logs.with(python),
    siblings: fitting(siblings),
    siblingsForBuild: fitting(siblingsForBuild)
  };
  if (one2 === firstRoom.pythons.found[0]) return withPython(await use(own, firstRoom, contents, run2));
  const scratch = join27(assignment.scratch, `python-${firstRoom.pythons.found.indexOf(one2)}`);
  await mkdir7(scratch, { recursive: true });
  const other2 = { ...own, scratch };
  const preparing = await run2("prepare", () => roomFor(other2, one2.made));
  if (preparing.kind !== "seen") return withPython(unused(preparing));
  const room = preparing.value;
  room.groundwork();
  try {
    return withPython(await useElsewhere(other2, room, { build: build2, contents }, run2, use));
  } finally {
    await room.settled();
  }
}
async function useElsewhere(assignment, room, { build: build2, contents }, run2, use) {
  if (fits(contents.wheel.file, room.interpreter)) return use(assignment, room, contents, run2);
  const backend = room.backendOf(assignment.project.buildSystem);
  const again = await run2("build", () => buildForOther(assignment, backend, build2.sdist));
  const built = { build: again, rebuilds: notReached("it was built again with the first Python") };
  const nothing = notReached("there is no wheel");
  if (again.kind !== "seen" || again.value.kind !== "built")
    return { ...unused(nothing), ...built, contents: nothing };
  const { wheel } = again.value;
  const read2 = await run2("contents", () => readContents(wheel, assignment.project, assignment.checkout));
  const rest = read2.kind === "seen" ? await use(assignment, room, read2.value, run2) : unused(nothing);
  return { ...rest, ...built, contents: read2 };
}
function nameOf3({ python }) {
  return python ?? "";
}
function unused(install2, nothing = notReached("the wheel is not installed")) {
  return {
    install: install2,
    imports: nothing,
    scan: nothing,
    scripts: nothing,
    entryPoints: [],
    tests: nothing,
    providers: {}
  };
}
function siblingsFor(python, find) {
  return async (requirements) => {
    const siblings = await find(requirements);
    const other2 = siblings.find(({ file }) => !fits(file, python));
    if (other2 === void 0) return siblings;
    throw new Undecided(
      `${other2.name} of this repository, which it needs, was built for another Python than ${python.version}. Verify with one Python in a step: mode plan makes a job of each.`
    );
  };
}
function inOrder2(all, asked) {
  return [...all].sort((a, b) => asked.indexOf(a.python) - asked.indexOf(b.python));
}

// src/evidence/imports.ts
import { mkdtemp, readFile as readFile14 } from "node:fs/promises";
import { availableParallelism as availableParallelism3 } from "node:os";
import { join as join28 } from "node:path";

// src/evidence/empty-home.ts
function inEmptyHome(variables, home) {
  const kept = Object.entries(variables).filter(([name]) => !name.startsWith("XDG_"));
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    USERPROFILE: home,
    APPDATA: home,
    LOCALAPPDATA: home
  };
}

// src/evidence/imports.ts
var TIME_LIMIT4 = 30;
async function importEach(references, { environment, scratch, caller, sources }) {
  if (references.length === 0) return [];
  const jobs = availableParallelism3();
  const home = await mkdtemp(join28(scratch, "home-"));
  const { text: text5, child } = await runProbe(
    "imports",
    { modules: references, timeout: TIME_LIMIT4, jobs, sources },
    {
      python: environment.python,
      cwd: scratch,
      variables: inEmptyHome(variablesForProject(caller, { first: environment.scripts }), home),
      timeLimit: 60 + references.length * TIME_LIMIT4 / jobs,
      scratch
    }
  );
  if (text5 === void 0)
    throw new Undecided(`The modules could not be imported: ${lastLines(child.stderr, 1).join("")}`);
  const attempts = text5.split("\n").filter(Boolean).map((line) => JSON.parse(line)).map(({ module, outcome, seconds: seconds3, version, error }) => ({
    module,
    outcome,
    seconds: seconds3,
    version,
    error: readPythonError(error)
  }));
  if (attempts.length < references.length)
    throw new Undecided(`Not all modules could be imported: ${lastLines(child.stderr, 1).join("")}`);
  return attempts.sort((a, b) => references.indexOf(a.module) - references.indexOf(b.module));
}
function failureKey(module, { outcome, error }) {
  if (error === void 0) return `${outcome}
${module}`;
  const place4 = error.frames.at(-1);
  return [outcome, error.type, error.message, place4?.file, place4?.line].join("\n");
}
var NAME_NOT_THERE = /^cannot import name '([^']+)' from '([^']+)'/;
function nameNotThere({
  type,
  message
}) {
  const [, name, module] = type === "ImportError" && NAME_NOT_THERE.exec(message) || [];
  return name === void 0 || module === void 0 ? void 0 : { module, name };
}
async function isNowhereIn({ module, name }, { files }, { purelib, platlib }) {
  const shipped = files.filter(({ path }) => moduleOf(path) === module);
  if (shipped.length !== 1 || !shipped[0]?.path.endsWith(".py")) return false;
  for (const site of [purelib, platlib]) {
    const text5 = await readFile14(join28(site, shipped[0].path), "utf8").catch(() => void 0);
    if (text5 !== void 0) return !speaksOf(text5, name);
  }
  return false;
}
function speaksOf(text5, name) {
  return /import\s*\*|\b__getattr__\b|\bglobals\(\)|\b__path__\b|sys\.modules/.test(text5) || new RegExp(`(?<![\\p{ID_Continue}])${name}(?![\\p{ID_Continue}])`, "u").test(text5);
}
var NOT_TO_IMPORT = /(^|\.)(tests?|testing|conftest|test_[^.]*|[^.]*_tests?|_?vendor(ed)?|_?vendored_packages|third_party|extern(al)?|examples?|benchmarks?|docs?|templates?|migrations|__main__)(\.|$)/;
function importableModules(paths) {
  const modules = paths.flatMap((path) => moduleOf(path) ?? []);
  return [...new Set(modules)].filter(
    (module) => !NOT_TO_IMPORT.test(module.slice(module.indexOf(".") + 1 || module.length)) && !/^(tests?|conftest)(\.|$)/.test(module)
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

// src/evidence/metadata.ts
var TIME_LIMIT5 = 600;
async function readMetadata(request) {
  const { wheel, sdist, tools } = request;
  const [index, floor] = await Promise.all([
    ask2(request, "metadata", tools.python, { wheel: wheel.file, sdist }),
    readFloor(request)
  ]);
  return {
    problems: index.problems,
    contentType: index.content_type,
    classifiers: index.classifiers,
    isPrivate: index.private,
    floor
  };
}
async function readFloor(request) {
  const { wheel, interpreter, interpreterOf, tools } = request;
  const version = oldestAllowed(wheel.metadata.requiresPython);
  if (version === void 0) return void 0;
  const modules = sourcesOf(wheel);
  const isUnderTest = `${interpreter.version}.`.startsWith(`${version}.`);
  const [oldest, seen] = await Promise.all([
    isUnderTest ? interpreter : interpreterOf(version),
    ask2(request, "python_floor", tools.python, {
      wheel: wheel.file,
      floor: version.split(".").map(Number),
      modules: Object.fromEntries(modules),
      entries: entriesOf(wheel)
    })
  ]);
  const uses = oldest === void 0 ? seen.uses : await askOldest(request, oldest, seen, [...modules.values()]);
  return { version, asked: oldest !== void 0, uses: oneForEach(uses) };
}
async function askOldest(request, oldest, { uses, unread, guarded, aside }, paths) {
  const isName = ({ kind }) => kind === "module" || kind === "name";
  const { errors, missing } = await ask2(request, "syntax", oldest.executable, {
    wheel: request.wheel.file,
    paths: paths.filter((path) => !unread.includes(path) && !guarded.includes(path)),
    names: uses.filter(isName).map(({ feature }) => feature)
  });
  const syntax = errors.map(({ path, line, message }) => {
    const named2 = uses.find((use) => use.kind === "syntax" && use.path === path);
    return named2 ?? { kind: "syntax", feature: message, needs: null, path, line, certain: !aside.includes(path) };
  });
  const names = uses.filter((use) => isName(use) && missing.includes(use.feature));
  return [...syntax, ...names, ...uses.filter((use) => use.kind !== "syntax" && !isName(use))];
}
function oneForEach(uses) {
  const found = /* @__PURE__ */ new Map();
  for (const use of uses) {
    const known = found.get(`${use.kind} ${use.feature}`);
    if (known === void 0 || use.certain && !known.certain) found.set(`${use.kind} ${use.feature}`, use);
  }
  return [...found.values()];
}
function sourcesOf({ files }) {
  const sources = files.map(({ path }) => path).filter((path) => path.endsWith(".py"));
  const importable = new Set(importableModules(sources));
  return new Map(
    sources.flatMap((path) => {
      const module = moduleOf(path);
      return module !== void 0 && importable.has(module) ? [[module, path]] : [];
    })
  );
}
function entriesOf({ topLevels, entryPoints }) {
  const scripts = entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2));
  return [
    ...topLevels.map(({ name }) => name).filter(isPublicTopLevel),
    ...scripts.map(({ module }) => module)
  ];
}
async function ask2({ scratch, caller }, probe, python, question) {
  const { text: text5, child } = await runProbe(probe, question, {
    python,
    cwd: scratch,
    variables: variablesForProject(caller),
    timeLimit: TIME_LIMIT5,
    scratch
  });
  if (text5 === void 0) throw new Undecided(brokenProbe(probe, child));
  return JSON.parse(text5);
}
function brokenProbe(probe, child) {
  return `The files could not be read by the probe ${probe}: ${lastLines(child.stderr, 1).join("")}`;
}

// src/evidence/test-run.ts
import { mkdir as mkdir9, realpath as realpath2, writeFile as writeFile7 } from "node:fs/promises";
import { isAbsolute as isAbsolute6, join as join31, relative as relative6, resolve as resolve8 } from "node:path";

// src/checks/script-extras.ts
function extrasToTry({ entryPoint, configured, runs }, contents, providers) {
  if (configured.extras !== void 0) return configured.extras;
  const last2 = runs.at(-1);
  if (last2 === void 0 || last2.ending.kind === "exited" && last2.ending.code === 0) return [];
  const named2 = extrasNamedIn(`${last2.stdout}
${last2.stderr}`, contents);
  const declared = contents.wheel.metadata.extras.filter((extra2) => entryPoint.extras.includes(extra2));
  if (declared.length > 0 || named2.length > 0) return [.../* @__PURE__ */ new Set([...declared, ...named2])];
  return last2.error === void 0 ? [] : extrasThatBring(last2.error, contents, providers);
}
function extrasForError(error, contents, providers = {}) {
  const named2 = extrasNamedIn(error.message, contents);
  return named2.length > 0 ? named2 : extrasThatBring(error, contents, providers);
}
function extrasNamedIn(said, { wheel }) {
  const lists = [...said.matchAll(/\[([\w.,\s-]+)\]/g)].flatMap(([, names = ""]) => names.split(","));
  return wheel.metadata.extras.filter((extra2) => lists.some((name) => name.trim() === extra2));
}
function extrasThatBring(error, contents, providers) {
  const cause = causeOf(error, contents);
  if (cause.kind !== "distribution") return [];
  const top = topOf(cause.module);
  const { distribution, known } = distributionOf(top, { providers });
  const requirements = requirementsOf(contents);
  const exact = extrasWith(distribution, contents);
  const likely = requirements.filter(({ name }) => !known && name.split("-").includes(normalizeName(top))).flatMap(({ ofExtra }) => ofExtra ?? []);
  const size2 = (extra2) => requirements.filter(({ ofExtra }) => ofExtra === extra2).length;
  return (exact.length > 0 ? exact : likely).sort((a, b) => size2(a) - size2(b)).slice(0, 1);
}

// src/evidence/leaks.ts
import { basename as basename9, dirname as dirname9, isAbsolute as isAbsolute5, relative as relative5 } from "node:path";
function leaksOf(lines, settings) {
  const seen = /* @__PURE__ */ new Map();
  for (const line of lines) {
    const { kind, path } = line;
    if (kind === "staged" || kind === "child" || kind === "loaded") continue;
    const known = seen.get(path);
    const culprit = culpritOf(line, lines, settings);
    const better = known === void 0 || known.kind === "open" && kind !== "open" || known.culprit.by === null && culprit.by !== null && kind !== "open";
    if (better) seen.set(path, { kind, path, culprit });
  }
  return [...seen.values()].sort((a, b) => Number(a.kind === "open") - Number(b.kind === "open"));
}
function culpritOf(line, lines, { pythonpath, pth }) {
  const { kind, path, importer, entry } = line;
  const starter = lines.find(
    (one2) => one2.kind === "child" && (one2.path === path || one2.path === entry || dirname9(one2.path) === entry)
  );
  if (kind === "open" || entry === null)
    return importer === null && starter !== void 0 ? { way: "program", entry: null, by: starter.importer } : { way: "path", entry: null, by: importer };
  const { entries, inifile } = pythonpath;
  if (entries.includes(entry))
    return { way: "setting", entry, by: inifile === null ? null : { file: inifile, line: null } };
  const file = pth.find((one2) => one2.lines.some((text5) => text5.includes(entry)));
  if (file !== void 0) return { way: "pth", entry, by: { file: basename9(file.file), line: null } };
  const origin = line.origin ?? lines.find((one2) => one2.entry === entry && one2.origin?.kind === "code")?.origin;
  if (origin?.kind === "code") return { way: "code", entry, by: { file: origin.file, line: origin.line } };
  return { way: origin?.kind ?? "code", entry, by: starter?.importer ?? null };
}
function inCheckout(leaks2, stage, sourceOf2) {
  return leaks2.map((leak) => {
    const { by } = leak.culprit;
    if (by === null) return leak;
    const staged = relative5(stage, by.file);
    const outside = staged.startsWith("..") || isAbsolute5(staged);
    const file = outside ? sourceOf2(by.file) ?? by.file : staged.replaceAll("\\", "/");
    return { ...leak, culprit: { ...leak.culprit, by: { ...by, file } } };
  });
}

// src/evidence/loaded-modules.ts
import { sep as sep7 } from "node:path";
function loadedModules({ files: shipped }, files, folders) {
  const ran = new Set(
    files.flatMap((file) => {
      const folder = folders.find((one2) => file.startsWith(one2 + sep7));
      return folder === void 0 ? [] : moduleOf(file.slice(folder.length + 1).replaceAll("\\", "/")) ?? [];
    })
  );
  const modules = new Set(shipped.flatMap(({ path }) => isTestPath(path) ? [] : moduleOf(path) ?? []));
  const sorted = [...modules].sort();
  return {
    loaded: sorted.filter((module) => ran.has(module)),
    notLoaded: sorted.filter((module) => !ran.has(module))
  };
}

// src/evidence/nested-packages.ts
import { existsSync as existsSync8 } from "node:fs";
import { readFile as readFile15 } from "node:fs/promises";
import { join as join29 } from "node:path";
function nestedPackages(project) {
  const inside = prefixOf(project);
  return project.neighbours.flatMap(
    ({ path }) => path !== project.path && path.startsWith(inside) ? [path.slice(inside.length)] : []
  );
}
var SETTINGS2 = [
  "pyproject.toml",
  "pytest.ini",
  ".pytest.ini",
  "pytest.toml",
  ".pytest.toml",
  "tox.ini",
  "setup.cfg"
];
async function withoutNestedTests(project, cwd, args) {
  const nested = nestedPackages(project);
  const isPath = (arg) => existsSync8(join29(cwd, arg.split("::")[0] ?? ""));
  if (nested.length === 0 || args.some((arg) => !arg.startsWith("-") && isPath(arg))) return [];
  const texts4 = await Promise.all(SETTINGS2.map((name) => readFile15(join29(cwd, name), "utf8").catch(() => "")));
  if (texts4.some((text5) => /^\s*testpaths\s*=/m.test(text5))) return [];
  return nested.map((path) => `--ignore=${path}`);
}

// src/evidence/repeated-run.ts
function hasHelped({ ending, internalErrors, failures: failures2, totals }, before) {
  return ending.kind === "exited" && internalErrors.length === 0 && failures2.length < before.failures.length && totals.passed >= before.totals.passed;
}
function withUses(evidence, { leaks: leaks2, staged, loaded }) {
  const weighed = [...evidence.leaks, ...leaks2].sort(
    (a, b) => Number(a.kind === "open") - Number(b.kind === "open")
  );
  return {
    ...evidence,
    leaks: eachPathOnce(weighed),
    staged: eachPathOnce([...evidence.staged, ...staged]),
    loaded: [.../* @__PURE__ */ new Set([...evidence.loaded, ...loaded])]
  };
}
function eachPathOnce(all) {
  return all.filter(({ path }, place4) => all.findIndex((one2) => one2.path === path) === place4);
}

// src/evidence/requirement.ts
import { pathToFileURL as pathToFileURL3 } from "node:url";
function direct(wheel, extras = []) {
  return `${wheel.metadata.name}${extras.length > 0 ? `[${extras.join(",")}]` : ""} @ ${pathToFileURL3(wheel.file)}`;
}
function notElsewhere(requirements) {
  return requirements.filter((text5) => isOfThisMachine(text5) && parseRequirement(text5)?.ofExtra === void 0).map((text5) => `"${withoutFolder(text5)}" leads to a folder of the machine on which the wheel is built`);
}

// src/evidence/tests.ts
import { copyFile as copyFile3, mkdir as mkdir8, readdir as readdir9, readFile as readFile16, realpath, writeFile as writeFile6 } from "node:fs/promises";
import { join as join30 } from "node:path";
var GUARD = "as_installed_guard";
var PLUGIN = "as_installed_pytest";
var EXCEPTIONS = "as_installed_exceptions";
async function runTests(request) {
  const { environment, cwd, args, timeLimit, scratch, passEnv, caller } = request;
  const leaks2 = join30(scratch, "leaks");
  const events = join30(scratch, "events");
  const watched = join30(scratch, "watched");
  for (const folder of [leaks2, events, watched]) await mkdir8(folder, { recursive: true });
  const canary = join30(watched, "canary");
  await writeFile6(canary, "");
  await installGuard(environment, {
    forbidden: [request.forbidden, watched],
    stage: request.stage,
    shipped: request.shipped,
    log: leaks2
  });
  await installPlugin(environment, { events, canary, links: Object.fromEntries(request.links) });
  const result = await run({
    program: environment.python,
    // With -m the current folder is importable, which keeps helpers at the root working; the sources are not there.
    args: ["-m", "pytest", "-p", PLUGIN, ...args],
    cwd,
    variables: {
      ...variablesForProject(caller, { first: environment.scripts, passed: passEnv }),
      // A shell would have set it on the way to this folder; the caller's is the checkout.
      PWD: cwd
    },
    timeLimit
  });
  const { started, pythonpath, ...noted } = readEvents(await readJsonLines(events));
  const lines = await readJsonLines(leaks2);
  const seen = lines.filter(({ path }) => path !== canary);
  if (started && seen.length === lines.length) {
    throw new Undecided(
      "The guard that watches for use of the checkout did not start in the environment of the tests."
    );
  }
  return {
    ending: result.ending,
    ...withStartError(noted, started, result.stderr),
    leaks: leaksOf(seen, { pythonpath, pth: request.pth }),
    staged: seen.flatMap(
      ({ kind, path, importer }) => kind === "staged" && importer !== null ? [{ path, importer }] : []
    ),
    loaded: [...new Set(seen.filter(({ kind }) => kind === "loaded").map(({ path }) => path))],
    transcript: result.transcript,
    stderr: result.stderr,
    seconds: result.seconds
  };
}
async function installGuard(environment, settings) {
  const into = environment.purelib;
  const real = await Promise.all(settings.forbidden.map((folder) => realpath(folder)));
  const forbidden = [.../* @__PURE__ */ new Set([...settings.forbidden, ...real])];
  await copyFile3(probeFile(GUARD), join30(into, `${GUARD}.py`));
  await writeFile6(join30(into, `${GUARD}.json`), JSON.stringify({ ...settings, forbidden }));
  await writeFile6(join30(into, `${GUARD}.pth`), `import ${GUARD}
`);
  await writeFile6(join30(into, `${GUARD}.start`), `${GUARD}:start
`);
}
async function installPlugin(environment, settings) {
  const into = environment.purelib;
  for (const file of [PLUGIN, EXCEPTIONS]) await copyFile3(probeFile(file), join30(into, `${file}.py`));
  await writeFile6(join30(into, `${PLUGIN}.json`), JSON.stringify(settings));
}
async function readJsonLines(folder) {
  const files = (await readdir9(folder)).filter((name) => name.endsWith(".jsonl")).sort();
  const lines = [];
  for (const name of files) {
    for (const line of (await readFile16(join30(folder, name), "utf8")).split("\n")) {
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
    const words2 = error === void 0 ? String(line.text) : `${error.type}: ${error.message}`;
    return [
      {
        nodeid,
        when: line.event === "failure" ? line.when : "collect",
        file,
        line: line.line ?? inFile?.line,
        message: firstLine(crash?.message ?? words2),
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
    internalErrors: events.filter(({ event }) => event === "internal-error").map(({ text: text5 }) => String(text5))
  };
}
function withStartError(seen, started, stderr) {
  const [, conftest, text5 = ""] = /ImportError while loading conftest '([^']+)'\.\n([\s\S]*)/.exec(stderr) ?? [];
  const fail = (nodeid, error2) => {
    const message = error2 === void 0 ? lastLines(text5, 1).join("") : `${error2.type}: ${firstLine(error2.message)}`;
    const failure = { nodeid, when: "collect", file: void 0, line: void 0, message, error: error2 };
    return { ...seen, failures: [...seen.failures, failure] };
  };
  if (conftest !== void 0) return fail(conftest, parsePytestError(text5));
  const error = started ? void 0 : parseTraceback(stderr);
  return error === void 0 ? seen : fail("pytest", error);
}
function withoutWrapper(error) {
  return error?.type === "CollectError" && error.cause !== null ? error.cause : error;
}
function fileOf2(nodeid) {
  return nodeid.split("::")[0] || void 0;
}
function firstLine(text5) {
  return text5.trim().split("\n")[0]?.slice(0, 500) ?? "";
}

// src/evidence/test-run.ts
var TIME_LIMIT6 = 1800;
function copyToStage({
  copies,
  project,
  scratch
}) {
  return copies.toTest(project, join31(scratch, "stage"));
}
async function stageAndRunTests(request) {
  const { project, checkout, contents, environment, config, scratch, logs } = request;
  const asked = config.testRequirements ?? project.settings.tests.requirements;
  const [requirements, stage] = await Promise.all([
    findTestRequirements(project, contents.wheel.metadata, asked),
    request.staging ?? copyToStage(request)
  ]);
  const cwd = join31(stage, project.path);
  const installed2 = await installForTests(request, requirements, { stage, cwd });
  const overlaid = await overlayTests(contents.unshipped, checkout.root, environment);
  const links = await replaceSources({
    stage,
    projectPath: project.path,
    wheel: contents.wheel,
    sourceMap: contents.sourceMap,
    environment
  });
  const shipped = await Promise.all(portionsOf(contents.wheel).map((path) => installedAt(path, environment)));
  const given = [...project.settings.tests.args, ...config.pytestArgs];
  const args = [...await withoutNestedTests(project, cwd, given), ...given];
  const runIn = (room, { pth }) => runTests({
    environment,
    cwd,
    args,
    timeLimit: config.testTimeLimit ?? project.settings.tests["time-limit"] ?? TIME_LIMIT6,
    stage,
    forbidden: checkout.root,
    shipped: shipped.filter((path) => path !== void 0),
    links,
    pth,
    scratch: room,
    passEnv: [...config.passEnv, ...project.settings["pass-env"]],
    caller: config.environment
  });
  const bare = await runIn(scratch, installed2.inventory);
  await logs.write("pytest", bare.transcript);
  const repeated = await repeatWithExtras(bare, request, requirements, { stage, cwd }, runIn);
  const { evidence, extras, inventory } = repeated ?? {
    evidence: bare,
    extras: [],
    inventory: installed2.inventory
  };
  throwIfRunProvesNothing(evidence);
  const sites = await Promise.all(
    [environment.purelib, environment.platlib].map((folder) => realpath2(folder))
  );
  const run2 = {
    requirements: withExtras(requirements, extras),
    evidence: { ...evidence, leaks: inCheckout(evidence.leaks, stage, (file) => sourceOf(file, contents)) },
    overlaid,
    borrowed: borrowedModules(evidence, contents, stage),
    replaced: installed2.replaced,
    modules: loadedModules(contents.wheel, evidence.loaded, sites),
    ...testFilesOf(project, checkout)
  };
  return { run: run2, inventory };
}
async function repeatWithExtras(bare, request, requirements, place4, runIn) {
  const { contents, checkout, environment, scratch, logs } = request;
  const brought = bare.failures.map(
    ({ error }) => error === void 0 ? [] : extrasForError(error, contents)
  );
  const extras = [...new Set(brought.flat())].filter((extra2) => !requirements.extras.includes(extra2));
  if (extras.length === 0) return void 0;
  try {
    const { inventory } = await installForTests(
      { ...request, logs: { write: (name, text5) => logs.write(`${name}-with-extras`, text5) } },
      withExtras(requirements, extras),
      place4
    );
    await overlayTests(contents.unshipped, checkout.root, environment);
    const room = join31(scratch, "with extras");
    await mkdir9(room);
    const evidence = await runIn(room, inventory);
    await logs.write("pytest-with-extras", evidence.transcript);
    return hasHelped(evidence, bare) ? { evidence: withUses(evidence, bare), extras, inventory } : void 0;
  } catch (error) {
    const provesMore = error instanceof NotInstallable || brought.some((some) => some.length === 0);
    if (error instanceof Undecided && provesMore) return void 0;
    throw error;
  }
}
function withExtras(requirements, extras) {
  if (extras.length === 0) return requirements;
  const source = `${requirements.source}, and the ${extras.length === 1 ? "extra" : "extras"} ${list(extras)}`;
  return { ...requirements, extras: [...requirements.extras, ...extras], source };
}
function throwIfRunProvesNothing({ ending, failures: failures2, internalErrors, stderr }) {
  for (const { nodeid, error } of failures2)
    for (const { message } of error === void 0 ? [] : chain(error)) throwIfDiskIsFull(nodeid, message);
  throwIfDiskIsFull("pytest", internalErrors.join("\n"));
  if (failures2.length === 0) throwIfMachineFailed("pytest", ending, ending.kind === "exited" ? "" : stderr);
}
var FOR_PYTEST = /(^|\/)(test_[^/]*\.py|[^/]*_test\.py|conftest\.py|\.?pytest\.(ini|toml))$/;
function testFilesOf(project, { files }) {
  const { pyproject, setupCfg } = project;
  const inside = prefixOf(project);
  const nested = nestedPackages(project);
  const own = files.filter((file) => file.startsWith(inside)).map((file) => file.slice(inside.length)).filter((file) => !nested.some((path) => file.startsWith(`${path}/`)));
  const configured = table(pyproject.tool).pytest !== void 0 || setupCfg.has("tool:pytest");
  return {
    hasTests: configured || own.some((file) => FOR_PYTEST.test(file)),
    otherTests: own.find((file) => isTestPath(file) && file.endsWith(".py") && !file.endsWith("__init__.py"))
  };
}
function sourceOf(file, { wheel, sourceMap }) {
  const path = shippedPath(file, wheel);
  return path === void 0 ? void 0 : sourceMap.sourceOf(path);
}
function borrowedModules({ staged }, { wheel, sourceMap }, stage) {
  return staged.flatMap(({ path, importer }) => {
    const by = shippedPath(importer.file, wheel);
    if (by === void 0 || isTestPath(by)) return [];
    const source = relative6(stage, path).replaceAll("\\", "/");
    return [{ source, by: sourceMap.sourceOf(by) ?? by, line: importer.line }];
  });
}
var NotInstallable = class extends Undecided {
};
async function installForTests(request, { lines, extras, source }, { stage, cwd }) {
  const { checkout, contents, environment, installer, config, scratch, logs, pins = [] } = request;
  const { wheel } = contents;
  const caller = config.environment;
  const file = join31(scratch, "test-requirements.txt");
  await writeFile7(
    file,
    withPytest(lines).map((line) => `${inStage(line, { checkout: checkout.root, stage, cwd })}
`).join("")
  );
  const [nowhere] = notElsewhere(wheel.metadata.requirements);
  if (nowhere !== void 0) throw new NotInstallable(nowhere);
  const named2 = [...wheel.metadata.requirements, ...lines];
  const siblings = await request.siblings(named2);
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel, extras), "-r", file, ...pins],
    siblings: pinsOf(siblings, named2, extras),
    cwd: scratch,
    caller,
    ownFiles: true,
    keepLog: (transcript) => logs.write("install-tests", transcript)
  });
  if (installation.kind === "refused") {
    throw new NotInstallable(
      `What the tests need (from ${source}) cannot be installed: ${installation.words.join(" / ")}. Mend it, or name other requirements by test-requirements.`
    );
  }
  const expected = { wheel, checkout: checkout.root };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch };
  const inventory = await takeInventory(environment, wheel.metadata.name, probe);
  const confused = siblingProblems(inventory, siblings);
  if (confused.length > 0)
    throw new NotInstallable(`In the environment of the tests ${confused.join(", ")}, not what was built.`);
  if (identityProblems(inventory, expected).length === 0) return { inventory, replaced: false };
  const again = await install({
    installer,
    environment,
    requirements: [wheel.file],
    options: [installer.kind === "uv" ? "--reinstall" : "--force-reinstall", "--no-deps"],
    cwd: scratch,
    caller,
    ownFiles: true
  });
  const restored = await takeInventory(environment, wheel.metadata.name, probe);
  const problems = identityProblems(restored, expected);
  if (again.kind === "refused" || problems.length > 0) {
    throw new NotInstallable(
      `In the environment of the tests ${problems.join(", ")}, not the wheel that was built. Remove the package itself from its test requirements (${source}).`
    );
  }
  return { inventory: restored, replaced: true };
}
function inStage(line, { checkout, stage, cwd }) {
  const local = localRequirement(line);
  if (local === void 0) return line;
  const { option, path, rest } = local;
  const inside = relative6(checkout, resolve8(cwd, path));
  const away = inside.startsWith("..") || isAbsolute6(inside);
  return `${option}${away ? resolve8(cwd, path) : join31(stage, inside)}${rest.replace(/^#[^\s;]*/, "")}`;
}

// src/evidence/each-extra.ts
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
      return { extra: extra2, refused: installation.words, conflicts: [], imports: [] };
    const { environment } = installation;
    const [conflicts, imports] = await Promise.all([
      contradictions({ installer, environment, cwd: scratch, caller }, installation),
      importEach(tops, { environment, scratch, caller })
    ]);
    return { extra: extra2, refused: void 0, conflicts, imports };
  });
}

// src/evidence/extras.ts
import { join as join32 } from "node:path";
function extrasOf(runtime) {
  const made = /* @__PURE__ */ new Map();
  return (extras) => {
    const key = [...extras].sort().join("-");
    const known = made.get(key) ?? installExtras(runtime, extras, `extras-${made.size + 1}`);
    made.set(key, known);
    return known;
  };
}
async function installExtras({ contents, interpreter, installer, config, scratch, logs, siblings }, extras, name) {
  const caller = config.environment;
  const root = join32(scratch, "environments", name);
  const [environment] = await createEnvironments(interpreter, [root], scratch, caller);
  if (environment === void 0)
    throw new Undecided(`No environment could be made for the extras ${extras.join(", ")}.`);
  const { requirements } = contents.wheel.metadata;
  const installation = await install({
    installer,
    environment,
    requirements: [direct(contents.wheel, extras)],
    siblings: pinsOf(await siblings(requirements), requirements, extras),
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write(`install-${name}`, `extras: ${extras.join(", ")}
${transcript}`)
  });
  return { ...installation, environment };
}

// src/evidence/lowest.ts
import { mkdir as mkdir10 } from "node:fs/promises";
import { join as join34 } from "node:path";

// src/evidence/scripts.ts
import { existsSync as existsSync9 } from "node:fs";
import { mkdtemp as mkdtemp2 } from "node:fs/promises";
import { join as join33 } from "node:path";
var TIME_LIMIT7 = 60;
var QUESTIONS = [["--help"], ["-h"], ["--version"]];
function runScripts(entryPoints, settings, request) {
  return inParallel(entryPoints, async (entryPoint) => {
    const configured = settings[entryPoint.name] ?? {};
    const executable = executableOf(entryPoint.name, request.environment);
    const installed2 = executable !== void 0;
    if (!installed2 || configured.skip !== void 0) return { entryPoint, configured, installed: installed2, runs: [] };
    return { entryPoint, configured, installed: installed2, runs: await runScript(executable, configured, request) };
  });
}
async function runAgain(evidence, extras, request) {
  const executable = executableOf(evidence.entryPoint.name, request.environment);
  if (executable === void 0) return evidence;
  const runs = await runScript(executable, evidence.configured, request, extras);
  return { ...evidence, runs: [...evidence.runs, ...runs] };
}
async function askVersion(evidence, request) {
  const { entryPoint, configured, runs } = evidence;
  const executable = executableOf(entryPoint.name, request.environment);
  const last2 = runs.at(-1);
  if (executable === void 0 || last2 === void 0) return evidence;
  if (VERSION_OPTIONS.some((option2) => option2 === last2.args.join(" ")))
    return { ...evidence, versionRun: last2 };
  const option = configured.args === void 0 ? offeredOption(`${last2.stdout}
${last2.stderr}`) : void 0;
  if (option === void 0) return evidence;
  const timeLimit = configured["time-limit"] ?? TIME_LIMIT7;
  return { ...evidence, versionRun: await runOnce(executable, [option], timeLimit, request, last2.extras) };
}
var VERSION_OPTIONS = ["--version", "-V"];
function offeredOption(help) {
  if (/(?<![\w-])--version(?![\w-])/.test(help))
    return /(?<![\w-])--version(?:=| ?[<{]| [A-Z_]{2,}\b)/.test(help) ? void 0 : "--version";
  return /^(?=.*[Vv]ersion)(?:.*[\s,])?-V(?=[\s,]|$)/m.test(help) ? "-V" : void 0;
}
function executableOf(name, { scripts }) {
  return [name, `${name}.exe`].map((file) => join33(scripts, file)).find((file) => existsSync9(file));
}
async function runScript(executable, configured, request, extras = []) {
  const questions = configured.args === void 0 ? QUESTIONS : [configured.args];
  const runs = [];
  for (const args of questions) {
    const scriptRun = await runOnce(executable, args, configured["time-limit"] ?? TIME_LIMIT7, request, extras);
    runs.push(scriptRun);
    if (tellsEnough(scriptRun)) break;
  }
  return runs;
}
function tellsEnough({ ending, error }) {
  if (ending.kind !== "exited" || ending.code === 0) return true;
  return error !== void 0 && /^(ModuleNotFoundError|ImportError|SyntaxError|AttributeError)$/.test(error.type);
}
async function runOnce(executable, args, timeLimit, request, extras) {
  const [cwd, home] = await Promise.all(["cwd-", "home-"].map((name) => mkdtemp2(join33(request.scratch, name))));
  const result = await run({
    program: executable,
    args,
    cwd,
    variables: {
      ...inEmptyHome(
        variablesForProject(request.caller, { first: request.environment.scripts }),
        home
      ),
      COLUMNS: "80",
      NO_COLOR: "1",
      TERM: "dumb"
    },
    timeLimit
  });
  const error = parseTraceback(result.stderr);
  return {
    args,
    ending: result.ending,
    stdout: result.stdout,
    stderr: result.stderr,
    extras,
    ...error === void 0 ? {} : { error }
  };
}

// src/evidence/lowest.ts
function declaredDependencies2(requirements) {
  return requirements.filter((text5) => parseRequirement(text5)?.ofExtra === void 0);
}
async function observeLowest(runtime, working) {
  const { checkout, contents, interpreter, installer, config, project, logs } = runtime;
  const { wheel } = contents;
  const caller = config.environment;
  const scratch = join34(runtime.scratch, "lowest");
  await mkdir10(scratch);
  const roots = ["runtime", "tests"].map((name) => join34(scratch, "environments", name));
  const [environment, forTests] = await createEnvironments(interpreter, roots, scratch, caller);
  if (environment === void 0 || forTests === void 0)
    throw new Undecided("No environment could be made for the lowest versions.");
  const declared = declaredDependencies2(wheel.metadata.requirements);
  const keep2 = (name) => (transcript) => logs.write(`lowest-${name}`, transcript);
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel), ...declared],
    siblings: pinsOf(await runtime.siblings(declared), declared),
    options: ["--resolution=lowest-direct"],
    cwd: scratch,
    caller,
    keepLog: keep2("install")
  });
  if (installation.kind === "refused") return { kind: "refused", words: installation.words };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch };
  const inventory = await takeInventory(environment, wheel.metadata.name, probe);
  const problems = identityProblems(inventory, { wheel, checkout: checkout.root });
  if (problems.length > 0)
    throw new Undecided(`In the environment of the lowest versions ${problems.join(", ")}.`);
  const names = new Set(declared.map((text5) => parseRequirement(text5)?.name));
  const dependencies = inventory.distributions.filter(({ name }) => names.has(normalizeName(name))).map(({ name, version }) => `${name}==${version}`);
  const modules = working.imports.filter(({ outcome }) => outcome === "imported");
  const scripts = working.scripts.filter(({ runs }) => runs.at(-1)?.extras.length === 0);
  return {
    kind: "ran",
    dependencies,
    imports: await importEach(
      modules.map(({ module }) => module),
      { environment, scratch, caller }
    ),
    scripts: await runScripts(
      scripts.map(({ entryPoint }) => entryPoint),
      project.settings.scripts,
      { environment, scratch, caller }
    ),
    tests: working.tests.kind === "seen" ? await testsWith(dependencies, {
      ...runtime,
      environment: forTests,
      scratch,
      logs: { write: (name, text5) => keep2(name)(text5) }
    }) : working.tests.reason
  };
}
async function testsWith(pins, runtime) {
  try {
    return (await stageAndRunTests({ ...runtime, pins })).run;
  } catch (error) {
    if (error instanceof Undecided) return error.message;
    throw error;
  }
}

// src/evidence/observe-imports.ts
import { join as join36 } from "node:path";

// src/evidence/differential.ts
import { cp as cp2, mkdir as mkdir11 } from "node:fs/promises";
import { dirname as dirname10, join as join35 } from "node:path";
async function layOutSources(folder, { wheel, sourceMap }, { root, files }, { purelib, platlib }) {
  const fromWheel = wheel.files.map(({ path }) => path);
  for (const site of /* @__PURE__ */ new Set([purelib, platlib]))
    await copyAll(site, folder, new Map(fromWheel.map((path) => [path, path])));
  const fromCheckout = [...sourceMap.roots].flatMap(
    ([name, source]) => files.flatMap((file) => {
      if (file === source) return [[file, `${name}.py`]];
      return file.startsWith(`${source}/`) ? [[file, `${name}${file.slice(source.length)}`]] : [];
    })
  );
  await copyAll(root, folder, new Map(fromCheckout));
}
async function copyAll(from, to, paths) {
  await inParallel([...paths], async ([source, target]) => {
    await mkdir11(dirname10(join35(to, target)), { recursive: true });
    await cp2(join35(from, source), join35(to, target), { dereference: true }).catch(() => void 0);
  });
}
async function importableFromSources(failed, sources, request) {
  const isImported = ({ outcome }) => outcome === "imported";
  const others = (await importEach(failed, { ...request, sources })).filter(isImported);
  const again = await importEach(
    others.map(({ module }) => module),
    request
  );
  return new Set(again.filter((attempt) => !isImported(attempt)).map(({ module }) => module));
}

// src/evidence/observe-imports.ts
async function observeImports(runtime) {
  const { contents, environment, scratch, checkout } = runtime;
  const bare = await importEach(modulesToImport(contents), requestFor(runtime, environment));
  const repeated = await importWithExtras(
    bare.filter(isFailed).map((attempt) => ({
      reference: attempt.module,
      extras: attempt.error === void 0 ? [] : extrasForError(attempt.error, contents)
    })),
    runtime
  );
  const failed = bare.filter((attempt) => isFailed(attempt) && !repeated.has(attempt.module));
  const failedAgain = [...repeated.values()].filter(isFailed);
  if ([...failed, ...failedAgain].some((attempt) => isUnexplained(attempt, contents)))
    await layOutSources(sourcesFolder(scratch), contents, checkout, environment);
  const closer = new Map(
    (await lookCloser(failed, runtime, environment)).map((attempt) => [attempt.module, attempt])
  );
  for (const group2 of groupByExtras(failedAgain)) {
    const { environment: other2 } = await runtime.installExtras(group2[0]?.extras ?? []);
    for (const attempt of await lookCloser(group2, runtime, other2)) closer.set(attempt.module, attempt);
  }
  return bare.map((attempt) => {
    const again = repeated.get(attempt.module);
    return again === void 0 ? closer.get(attempt.module) ?? attempt : { ...attempt, withExtras: { ...again, ...closer.get(attempt.module) } };
  });
}
function modulesToImport({ wheel }) {
  const paths = wheel.files.map(({ path }) => path);
  const named2 = new Set(wheel.entryPoints.map(({ module }) => module));
  const ofEntries = paths.flatMap((path) => moduleOf(path) ?? []).filter((module) => named2.has(module));
  return [.../* @__PURE__ */ new Set([...importableModules(paths), ...ofEntries])].sort();
}
async function observeEntryPoints(runtime) {
  const { contents, environment } = runtime;
  const entryPoints = contents.wheel.entryPoints.filter(
    ({ group: group2, module }) => group2 !== "console_scripts" && module !== ""
  );
  const known = contents.wheel.metadata.extras;
  const references = entryPoints.map(referenceOf);
  const bare = await importEach([...new Set(references)], requestFor(runtime, environment));
  const attempts = new Map(bare.map((attempt) => [attempt.module, attempt]));
  const repeated = await importWithExtras(
    entryPoints.flatMap((entryPoint) => {
      const attempt = attempts.get(referenceOf(entryPoint));
      if (attempt === void 0 || !isFailed(attempt)) return [];
      const own = known.filter((extra2) => entryPoint.extras.includes(extra2));
      const others = attempt.error === void 0 ? [] : extrasForError(attempt.error, contents);
      return [{ reference: attempt.module, extras: own.length > 0 ? own : others }];
    }),
    runtime
  );
  return entryPoints.flatMap((entryPoint) => {
    const reference = referenceOf(entryPoint);
    const attempt = repeated.get(reference) ?? attempts.get(reference);
    return attempt === void 0 ? [] : [{ extras: [], ...attempt, entryPoint }];
  });
}
function referenceOf({ module, attribute: attribute2 }) {
  return attribute2 === void 0 ? module : `${module}:${attribute2}`;
}
function requestFor({ scratch, config }, environment) {
  return { environment, scratch, caller: config.environment };
}
function sourcesFolder(scratch) {
  return join36(scratch, "sources");
}
function isFailed({ outcome }) {
  return outcome !== "imported";
}
function isUnexplained({ outcome, error }, contents) {
  if (outcome === "timed-out") return false;
  return error === void 0 || causeOf(error, contents).kind === "other";
}
async function lookCloser(failed, runtime, environment) {
  const { contents, scratch } = runtime;
  const unexplained = failed.filter((attempt) => isUnexplained(attempt, contents));
  const firsts = [
    ...new Map(unexplained.toReversed().map((one2) => [failureKey(one2.module, one2), one2])).values()
  ];
  const fromSources = await importableFromSources(
    firsts.map(({ module }) => module),
    sourcesFolder(scratch),
    requestFor(runtime, environment)
  );
  return Promise.all(
    unexplained.map(async (attempt) => {
      const missing = attempt.error === void 0 ? void 0 : nameNotThere(attempt.error);
      return {
        ...attempt,
        importsFromSources: fromSources.has(attempt.module),
        nameIsNowhere: missing !== void 0 && await isNowhereIn(missing, contents.wheel, environment)
      };
    })
  );
}
async function importWithExtras(wanted, runtime) {
  const { installExtras: installExtras2 } = runtime;
  const all = [...new Set(wanted.flatMap(({ extras }) => extras))].sort();
  if (all.length === 0) return /* @__PURE__ */ new Map();
  const together4 = (await installExtras2(all)).kind === "installed";
  const repeated = /* @__PURE__ */ new Map();
  for (const extras of together4 ? [all] : all.map((extra2) => [extra2])) {
    const { kind, environment } = await installExtras2(extras);
    if (kind === "refused") continue;
    const references = wanted.filter((one2) => one2.extras.length > 0 && one2.extras.every((extra2) => extras.includes(extra2))).map(({ reference }) => reference);
    for (const attempt of await importEach([...new Set(references)], requestFor(runtime, environment)))
      repeated.set(attempt.module, { ...attempt, extras });
  }
  return repeated;
}
function groupByExtras(attempts) {
  const groups = /* @__PURE__ */ new Map();
  for (const attempt of attempts) {
    const key = attempt.extras.join(",");
    groups.set(key, [...groups.get(key) ?? [], attempt]);
  }
  return [...groups.values()];
}

// src/checks/speakers.ts
function speakingPackage(wheel) {
  const tops = publicNames(wheel).filter(isPublicTopLevel);
  return tops.find((top) => isCalled(top, wheel.metadata.name)) ?? (tops.length === 1 ? tops[0] : void 0);
}
function speakingScript(wheel) {
  const scripts = wheel.entryPoints.filter(({ group: group2 }) => group2 === "console_scripts");
  const names = [wheel.metadata.name, speakingPackage(wheel)];
  const own = names.flatMap(
    (name) => name === void 0 ? [] : scripts.filter((script2) => isCalled(script2.name, name))
  );
  return own[0] ?? (scripts.length === 1 ? scripts[0] : void 0);
}
function isCalled(name, distribution) {
  return normalizeName(name) === normalizeName(distribution);
}

// src/evidence/observe-scripts.ts
async function observeScripts(runtime) {
  const { project, contents, environment, config, scratch, logs, installExtras: installExtras2 } = runtime;
  const caller = config.environment;
  const called = await runScripts(consoleScripts(contents), project.settings.scripts, {
    environment,
    scratch,
    caller
  });
  const speaker = speakingScript(contents.wheel);
  const scripts = [];
  for (const script2 of called) {
    const extras = extrasToTry(script2, contents, {});
    const other2 = extras.length === 0 ? void 0 : await installExtras2(extras);
    const request = {
      environment: other2?.kind === "installed" ? other2.environment : environment,
      scratch,
      caller
    };
    const seen = other2?.kind === "installed" ? await runAgain(script2, extras, request) : script2;
    const isSpeaker = script2.entryPoint.name === speaker?.name;
    scripts.push(isSpeaker ? await askVersion(seen, request) : seen);
  }
  await logs.write("scripts", scripts.map(transcriptOf).join("\n"));
  return scripts;
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

// src/evidence/runtime.ts
async function installRuntime({
  checkout,
  contents: { wheel },
  environment,
  interpreter,
  installer,
  config,
  scratch,
  logs,
  siblings: findSiblings
}) {
  const caller = config.environment;
  const { requiresPython } = wheel.metadata;
  if (!isAllowed(interpreter.version, requiresPython)) {
    throw new Undecided(
      `Python ${interpreter.version} is not allowed by the wheel's Requires-Python ${requiresPython}. Name one that is by the python option.`
    );
  }
  const { requirements } = wheel.metadata;
  const nowhere = notElsewhere(requirements);
  if (nowhere.length > 0) return { kind: "refused", words: nowhere };
  const siblings = await findSiblings(requirements);
  const installation = await install({
    installer,
    environment,
    requirements: [direct(wheel)],
    siblings: pinsOf(siblings, requirements),
    cwd: scratch,
    caller,
    keepLog: (transcript) => logs.write("install", transcript)
  });
  if (installation.kind === "refused") return { kind: "refused", words: installation.words };
  const probe = { cwd: scratch, variables: variablesForProject(caller), timeLimit: 120, scratch };
  const [inventory, conflicts] = await Promise.all([
    takeInventory(environment, wheel.metadata.name, probe),
    // A wheel that is alone there has nothing to contradict.
    requirements.length === 0 ? [] : contradictions({ installer, environment, cwd: scratch, caller }, installation)
  ]);
  const problems = [
    ...identityProblems(inventory, { wheel, checkout: checkout.root }),
    ...siblingProblems(inventory, siblings)
  ];
  if (problems.length > 0)
    throw new Undecided(`In the clean environment ${problems.join(", ")}, not what was built.`);
  const by = `${describeInstaller(installer)} for Python ${interpreter.version}`;
  const { providers, distributions, programs } = inventory;
  const own = siblingsIn(inventory, siblings).map(({ name, version }) => `${name} ${version}`);
  return { kind: "installed", by, conflicts, providers, distributions, programs, siblings: own };
}

// src/evidence/scan.ts
import { basename as basename10 } from "node:path";
async function scanSources(request) {
  const { project, checkout, contents, environment, config, scratch } = request;
  const modules = sourcesOf2(contents.wheel);
  const own = prefixOf(project);
  const files = checkout.files.filter((file) => file.startsWith(own));
  const tests = files.filter((file) => file.endsWith(".py") && isTestPath(file));
  const { text: text5, child } = await runProbe(
    "scan",
    {
      distribution: contents.wheel.metadata.name,
      modules,
      entries: entriesOf2(contents.wheel),
      tests: { root: checkout.root, files: tests }
    },
    {
      python: environment.python,
      cwd: scratch,
      variables: variablesForProject(config.environment),
      timeLimit: 300,
      scratch
    }
  );
  if (text5 === void 0 || !succeeded(child))
    throw new Undecided(`The sources could not be read: ${lastLines(child.stderr, 1).join("")}`);
  const scan = JSON.parse(text5);
  const inTests = new Set(tests);
  const inCheckout3 = (statement) => {
    const { file } = statement;
    const source = contents.sourceMap.sourceOf(file) ?? programIn(files, file);
    return { ...statement, source: source ?? (inTests.has(file) ? file : void 0) };
  };
  return {
    modules: modules.length,
    imports: scan.imports.map(inCheckout3),
    hacks: scan.hacks.map(inCheckout3),
    unread: scan.unread
  };
}
function isOwnCode(file) {
  return file.startsWith("scripts/") || importableModules([file]).length > 0;
}
function sourcesOf2({ files }) {
  const compiled = new Set(files.flatMap(({ path }) => path.endsWith(".py") ? [] : moduleOf(path) ?? []));
  return files.map(({ path }) => path).filter((path) => {
    const module = path.endsWith(".py") && !isTestPath(path) ? moduleOf(path) : void 0;
    return module !== void 0 && !compiled.has(module);
  });
}
function entriesOf2(wheel) {
  const scripts = wheel.entryPoints.filter(
    ({ group: group2, extras }) => SCRIPT_GROUPS.includes(group2) && extras.length === 0
  );
  return [
    ...publicModules(wheel).map((module) => ({ module, who: `import ${module}` })),
    ...scripts.map(({ name, module }) => ({ module, who: `the script ${name}` }))
  ];
}
function publicModules({ files, topLevels }) {
  const packages2 = files.flatMap(({ path }) => /\/__init__\.[^/]+$/.test(path) ? moduleOf(path) ?? [] : []).sort((a, b) => a.length - b.length);
  const first = packages2.filter(
    (name, at2) => !packages2.slice(0, at2).some((outer) => name.startsWith(`${outer}.`))
  );
  return topLevels.flatMap(
    ({ name, kind }) => kind === "namespace" ? first.filter((module) => module.startsWith(`${name}.`)) : [name]
  ).filter((module) => !module.split(".").some((part) => part.startsWith("_")));
}
function programIn(files, file) {
  if (!file.startsWith("scripts/")) return void 0;
  const sources = files.filter((candidate) => basename10(candidate) === file.slice("scripts/".length));
  return sources.length === 1 ? sources[0] : void 0;
}

// src/runtime-stages.ts
function runtimeOf(assignment, room, environment, contents) {
  const runtime = { ...assignment, ...room, contents, environment };
  return { ...runtime, installExtras: extrasOf(runtime) };
}
async function seeRuntime(runtime, stage) {
  const { entryPoints: declared } = runtime.contents.wheel;
  const install2 = await stage("install", () => installRuntime(runtime));
  if (install2.kind !== "seen" || install2.value.kind !== "installed") {
    const nothing = notReached("the wheel is not installed");
    return { install: install2, imports: nothing, scan: nothing, scripts: nothing, entryPoints: [] };
  }
  const [imports, scan, called] = await Promise.all([
    stage("imports", () => observeImports(runtime)),
    stage("dependencies", () => scanSources(runtime)),
    declared.length === 0 ? notReached("the wheel declares no entry point") : stage("scripts", async () => ({
      scripts: await observeScripts(runtime),
      entryPoints: await observeEntryPoints(runtime)
    }))
  ]);
  if (called.kind !== "seen") return { install: install2, imports, scan, scripts: called, entryPoints: [] };
  const { scripts, entryPoints } = called.value;
  return { install: install2, imports, scan, scripts: { ...called, value: scripts }, entryPoints };
}
async function seeMore(runtime, { install: install2, imports, scripts }, tests, stage) {
  const { requirements, extras: declared } = runtime.contents.wheel.metadata;
  const installed2 = seenValue(install2)?.kind === "installed";
  const look2 = (isAsked, name, obstacle, act) => {
    if (!isAsked) return void 0;
    const reason = installed2 ? obstacle : "the wheel is not installed";
    return reason === void 0 ? stage(name, act) : notReached(reason);
  };
  const working = { imports: seenValue(imports) ?? [], scripts: seenValue(scripts) ?? [], tests };
  return {
    extras: await look2(
      runtime.config.eachExtra,
      "extras",
      declared.length === 0 ? "the wheel declares no extra" : void 0,
      () => observeEachExtra(runtime)
    ),
    lowest: await look2(
      runtime.config.lowest,
      "lowest",
      declaredDependencies2(requirements).length === 0 ? "the wheel declares no dependency" : void 0,
      () => observeLowest(runtime, working)
    )
  };
}

// src/version-stages.ts
import { join as join41 } from "node:path";

// src/artifact/difference.ts
function differences(before, after) {
  const [old, now2] = [contentsOf(before), contentsOf(after)];
  const members = [.../* @__PURE__ */ new Set([...old.keys(), ...now2.keys()])].filter(
    (name) => old.get(name) !== now2.get(name)
  );
  const fields = Object.keys(METADATA).filter((field) => {
    const [was, is] = [before, after].map((wheel) => JSON.stringify(METADATA[field]?.(wheel)));
    return was !== is;
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
  Name: ({ metadata }) => metadata.name,
  "Requires-Python": ({ metadata }) => metadata.requiresPython ?? null,
  "Requires-Dist": ({ metadata }) => metadata.requirements.map(withoutFolder).sort(),
  "Provides-Extra": ({ metadata }) => [...metadata.extras].sort(),
  "entry points": ({ entryPoints }) => entryPoints.map((entry) => JSON.stringify(entry)).sort()
};

// src/checks/bump.ts
var import_semver = __toESM(require_semver(), 1);
function sizeOf(from, to) {
  const [before, after] = [explain(from.trim()), explain(to.trim())];
  if (before === null || after === null) return void 0;
  const order = compare(to.trim(), from.trim());
  if (order <= 0) return order === 0 ? "none" : "downgrade";
  if (compare(before.public, after.public) === 0) return "local";
  if (before.epoch !== after.epoch) return "major";
  const length = Math.max(before.release.length, after.release.length);
  const place4 = Array.from({ length }, (_, index) => index).find(
    (index) => (before.release[index] ?? 0) !== (after.release[index] ?? 0)
  );
  if (place4 !== void 0) return ["major", "minor"][place4] ?? "patch";
  if (before.is_postrelease || !before.is_prerelease) return "post-release";
  return after.is_prerelease && !after.is_postrelease ? "pre-release" : "final";
}
function smallestBump({ breaking, added }, previous, policy2 = {}) {
  const sizes = ["patch"];
  if (breaking > 0) sizes.push(policy2.breaking ?? usual(previous).breaking);
  if (added > 0) sizes.push(policy2.added ?? usual(previous).added);
  if (breaking + added > 0 && sizes.slice(1).every((size2) => size2 === "none")) return "none";
  return BUMP_SIZES[Math.max(...sizes.map((size2) => BUMP_SIZES.indexOf(size2)))] ?? "patch";
}
function usual(previous) {
  const parts = explain(previous.trim());
  const [major2 = 0, minor2 = 0] = parts?.release ?? [];
  if (major2 > 0 || (parts?.epoch ?? 0) > 0) return { breaking: "major", added: "minor" };
  return { breaking: minor2 > 0 ? "minor" : "patch", added: "patch" };
}
var TELLING = 10;
function isCalVer(releases2) {
  const all = releases2.map((version) => ({ version, numbers: explain(version.trim()) })).flatMap(
    ({ version, numbers }) => numbers === null || numbers.is_prerelease ? [] : [{ version, numbers: numbers.release }]
  ).sort((a, b) => compare(b.version, a.version));
  if (all.some(({ numbers }) => numbers.some((number2) => !Number.isSafeInteger(number2)))) return true;
  const last2 = all.slice(0, TELLING).map(({ numbers: [first = 0, second = 0] }) => ({ first, second }));
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
function decideBumpSize(question) {
  const { version, previous, releases: releases2, api, policy: policy2 = {} } = question;
  if (policy2.severity === "off" || api.kind === "not-checked") return [];
  const step = sizeOf(previous, version);
  if (step === void 0 || !isJudged(previous, version, releases2)) return [];
  const { breaking, added } = api;
  const ofBreaking = smallestBump({ breaking: breaking.length, added: 0 }, previous, policy2);
  const needed = smallestBump({ breaking: breaking.length, added: added.length }, previous, policy2);
  const facts = {
    version,
    previous,
    step,
    added: added.map((one2) => inCheckout2(one2, question)),
    unread: api.unread.map(({ name }) => name),
    waiver: null
  };
  const finding = (severity2, size2, changes) => {
    const listed = changes.map((one2) => inCheckout2(one2, question)).sort((a, b) => Number(a.deprecated) - Number(b.deprecated));
    const place4 = [...listed, ...facts.added].find(({ file }) => file !== null);
    const where = place4?.file == null ? {} : { where: { file: place4.file, line: place4.line ?? void 0 } };
    return [
      {
        rule: "bump-too-small",
        severity: severity2,
        facts: { ...facts, needed: size2, least: leastVersion(previous, size2), breaking: listed },
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
function nextVersion(question) {
  const { previous, releases: releases2, api, policy: policy2 = {} } = question;
  if (policy2.severity === "off" || api.kind === "not-checked" || isCalVer([...releases2, previous]))
    return void 0;
  const needed = smallestBump({ breaking: api.breaking.length, added: api.added.length }, previous, policy2);
  return {
    least: leastVersion(previous, needed),
    breaking: api.breaking.map((one2) => inCheckout2(one2, question)),
    added: api.added.map((one2) => inCheckout2(one2, question))
  };
}
function releasedAs(version, here) {
  const isTagged2 = here.some((tag) => sizeOf(tag.version, version) === "none");
  return isTagged2 ? version : here[0]?.version ?? version;
}
function isJudged(previous, version, releases2) {
  const step = sizeOf(previous, version);
  const isRelease = step !== void 0 && JUDGED.has(step) && explain(version.trim())?.is_devrelease === false;
  return isRelease && !isCalVer([...releases2, previous]);
}
var JUDGED = /* @__PURE__ */ new Set(["major", "minor", "patch", "post-release"]);
function isBelow(step, needed) {
  return needed !== "none" && BUMP_SIZES.indexOf(step) < BUMP_SIZES.indexOf(needed);
}
function leastVersion(previous, size2) {
  const { epoch = 0, release = [] } = explain(previous.trim()) ?? {};
  const [major2 = 0, minor2 = 0, patch2 = 0] = release;
  const next2 = new import_semver.SemVer(`${major2}.${minor2}.${patch2}`).inc(size2 === "none" ? "patch" : size2);
  const least = { major: 1, minor: 2, patch: 3, none: 3 }[size2];
  const numbers = [next2.major, next2.minor, next2.patch].slice(0, Math.max(release.length, least));
  return `${epoch > 0 ? `${epoch}!` : ""}${numbers.join(".")}`;
}
function inCheckout2(change, { sourceOf: sourceOf2 }) {
  const file = change.file === null ? null : sourceOf2(change.file) ?? null;
  const isHere = file !== null && !("side" in change && change.side === "old");
  return { ...change, file, line: isHere ? change.line : null };
}

// src/each-once.ts
function eachOnce(make) {
  const known = /* @__PURE__ */ new Map();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}

// src/evidence/api.ts
import { mkdtemp as mkdtemp3 } from "node:fs/promises";
import { join as join37 } from "node:path";
var TIME_LIMIT8 = 120;
async function readApiChanges(request) {
  const { old, new: head, interpreter, scratch, caller } = request;
  const [oldModules, newModules] = [apiModules(old), apiModules(head)];
  if (oldModules.length === 0) return notChecked("the last release has no public module");
  if (!hasGriffe(interpreter))
    return notChecked(`what reads it needs Python 3.10, and this is Python ${interpreter.version}`);
  const tools = await request.tools();
  if (tools.kind !== "ready") return notChecked(tools.reason);
  const folder = await mkdtemp3(join37(scratch, "api-"));
  const { text: text5, child } = await runProbe(
    "api",
    {
      old: { wheel: old.file, modules: oldModules },
      new: { wheel: head.file, modules: newModules },
      scratch: folder
    },
    {
      python: tools.environment.python,
      cwd: folder,
      variables: variablesForProject(caller),
      timeLimit: TIME_LIMIT8,
      scratch: folder
    }
  );
  if (child.ending.kind === "timed-out") return notChecked(`it takes longer than ${TIME_LIMIT8} s`);
  if (text5 === void 0 || !succeeded(child))
    return notChecked(lastLines(child.stderr, 1)[0] ?? `the probe ${describeEnding(child.ending)}`);
  const seen = JSON.parse(text5);
  const unread = new Set(seen.unread.map(({ name }) => name));
  if (oldModules.every((module) => unread.has(module) || unread.has(module.split(".")[0])))
    return notChecked(seen.unread.map(({ name, reason }) => `${name}: ${reason}`)[0] ?? "");
  return { kind: "compared", ...seen };
}
function notChecked(reason) {
  return { kind: "not-checked", reason };
}
function hasGriffe({ version }) {
  const [major2 = 0, minor2 = 0] = version.split(".").map(Number);
  return major2 > 3 || minor2 >= 10;
}
function apiModules({ files, entryPoints }) {
  const programs = entryPoints.filter(({ group: group2 }) => SCRIPT_GROUPS.includes(group2)).map(({ module }) => module);
  return importableModules(files.map(({ path }) => path)).filter(
    (module) => !/(^|\.)_/.test(module) && !(module.includes(".") && programs.includes(module))
  );
}

// src/project/changes.ts
import { existsSync as existsSync10 } from "node:fs";
import { join as join38 } from "node:path";
function ofProject({ project, sourceMap, shipped }, changed) {
  const sources = new Set(shipped.map((path) => sourceMap.sourceOf(path)));
  return changed.filter((file) => file.startsWith(prefixOf(project)) || sources.has(file));
}
var INPUTS = ["setup.py", "setup.cfg", "MANIFEST.in"];
async function shippedChanges({ checkout, project, sourceMap, shipped }, changed, trees, since) {
  const sources = shipped.flatMap((path) => sourceMap.sourceOf(path) ?? []);
  const isSource = new Set(sources);
  const roots = [...sourceMap.roots.values()];
  const found = changed.filter((file) => {
    if (isSource.has(file) || INPUTS.some((name) => file === fileOf(project, name))) return true;
    if (sources.some((source) => source.startsWith(`${file}/`))) return true;
    return !existsSync10(join38(checkout.root, file)) && roots.some((root) => file === root || file.startsWith(`${root}/`));
  });
  const pyproject = pyprojectOf(project);
  const isDeclared = changed.includes(pyproject) && await metadataChanged(project, trees, since);
  return isDeclared ? [...found, pyproject] : found;
}
var WORDS_ONLY = [
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
    const before = parse4(await trees.read(since, pyprojectOf(project)) ?? "");
    return shippedPart(before) !== shippedPart(project.pyproject);
  } catch {
    return true;
  }
}
function shippedPart(pyproject) {
  const { group: _, "dev-dependencies": __, ...poetry } = table(table(pyproject.tool).poetry);
  const relevant = (declared) => Object.entries(declared).filter(([key]) => !WORDS_ONLY.includes(key)).sort();
  return JSON.stringify([relevant(table(pyproject.project)), relevant(poetry)]);
}

// src/project/history.ts
import { mkdir as mkdir12 } from "node:fs/promises";
import { join as join39 } from "node:path";
var FETCH_ALL = `Let the workflow fetch the tags:
  - uses: actions/checkout@v6
    with: { fetch-depth: 0 }`;
var TagsUnavailable = class extends Undecided {
};
var FilesNotHere = class extends Error {
};
var History = class _History {
  #checkout;
  /** The commit that is checked out. */
  head;
  /** Whether commits before those that are here were left out (git documentation, "shallow"). */
  isShallow;
  #scratch;
  #remote;
  #copies = 0;
  #tags;
  #trailers = /* @__PURE__ */ new Map();
  #ancestry;
  /** The trees of commits of which none had to be fetched: the same for all. */
  #trees;
  constructor(checkout, head, isShallow, scratch) {
    this.#checkout = checkout;
    this.head = head;
    this.isShallow = isShallow;
    this.#scratch = scratch;
  }
  /**
   * @param scratch an empty folder for what is fetched
   * @throws Undecided when git cannot read the repository
   */
  static async open(checkout, head, scratch) {
    const answer = await git(checkout.root, ["rev-parse", "--is-shallow-repository"]);
    return new _History(checkout, head, answer.trim() === "true", scratch);
  }
  /**
   * All tags: those that are here, or, where the checkout came without them, those of the remote.
   *
   * @throws TagsUnavailable when a shallow checkout's remote does not answer
   */
  tags() {
    this.#tags ??= this.#readTags();
    return this.#tags;
  }
  async #readTags() {
    const here = this.isShallow ? [] : await this.#ownTags();
    if (here.length > 0) return { tags: here, areInCheckout: true };
    const refs = await this.#remoteRefs().catch((error) => {
      if (this.isShallow) throw error;
      return /* @__PURE__ */ new Map();
    });
    const tags2 = [...refs].flatMap(
      ([ref, commit]) => ref.startsWith("refs/tags/") ? [{ name: ref.slice("refs/tags/".length), commit }] : []
    );
    return { tags: tags2, areInCheckout: false };
  }
  async #ownTags() {
    const format = "--format=%(refname:strip=2) %(objectname) %(*objectname)";
    const listed = await git(this.#checkout.root, ["for-each-ref", format, "refs/tags"]);
    return listed.split("\n").flatMap((line) => {
      const [name, object, peeled] = line.split(" ");
      return name && object ? [{ name, commit: peeled || object }] : [];
    });
  }
  /** Every ref of the remote that is a tag or a branch, and the commit that it is at. */
  #remoteRefs() {
    this.#remote ??= this.#askRemote();
    return this.#remote;
  }
  async #askRemote() {
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
   * Which of some commits are ancestors of the one that is checked out, or that one itself; undefined where that
   * cannot be known. A shallow checkout's commits are fetched for this, all of them and nothing but them.
   */
  async ancestors(commits) {
    this.#ancestry ??= this.#readAncestry();
    const known = await this.#ancestry;
    return known && new Set(commits.filter((commit) => known.has(commit)));
  }
  async #readAncestry() {
    const ask3 = async (folder) => {
      const list2 = await tryGit(folder, ["rev-list", this.head]);
      return succeeded(list2) ? new Set(list2.stdout.split("\n")) : void 0;
    };
    if (!this.isShallow) return ask3(this.#checkout.root);
    const copy = await this.#copy();
    const fetched = await this.#fetch(copy, ["--unshallow", "--filter=tree:0"], ["+refs/tags/*:refs/tags/*"]);
    return succeeded(fetched) ? ask3(copy) : void 0;
  }
  /** The commit at which the one that is checked out left another; undefined where that is not here. */
  async mergeBase(commit) {
    const found = await tryGit(this.#checkout.root, ["merge-base", this.head, commit]);
    return succeeded(found) ? found.stdout.trim() : void 0;
  }
  /**
   * A repository in which the trees of commits can be read.
   *
   * @param wanted what a commit is fetched by where it is not here: a ref of the remote, or the commit
   * @throws TagsUnavailable when they cannot be fetched
   */
  async withTrees(wanted) {
    const missing = [];
    for (const one2 of wanted) {
      const has = await tryGit(this.#checkout.root, ["cat-file", "-e", `${one2.commit}^{tree}`]);
      if (!succeeded(has)) missing.push(one2);
    }
    if (missing.length === 0) {
      this.#trees ??= this.#copy().then((copy2) => this.#treesIn(copy2));
      return this.#trees;
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
    return new Trees(this.#checkout, copy, await transportSettings(this.#checkout.root));
  }
  /** An empty folder with a repository that borrows the objects of the checkout. */
  async #copy() {
    const copy = join39(this.#scratch, `history-${this.#copies++}`);
    await mkdir12(copy, { recursive: true });
    await borrowHistory(this.#checkout, copy);
    await copyRemote(this.#checkout.root, copy);
    return copy;
  }
  async #fetch(copy, options2, refs) {
    const variables = await transportSettings(this.#checkout.root);
    return tryGit(copy, ["fetch", "--quiet", "--no-tags", ...options2, "origin", ...refs], { variables });
  }
  /**
   * The parents of a commit, also those that a shallow checkout does not have.
   *
   * @throws Undecided when the commit is not here
   */
  async parentsOf(commit) {
    const raw = await git(this.#checkout.root, ["cat-file", "commit", commit]);
    const headers = raw.slice(0, raw.indexOf("\n\n"));
    return [...headers.matchAll(/^parent (\w+)$/gm)].flatMap(([, parent]) => parent ?? []);
  }
  /** Values of a trailer of the commits from a base on (git documentation, "git-interpret-trailers"), newest first. */
  trailers(key, base) {
    const known = this.#trailers.get(`${key} ${base}`) ?? this.#readTrailers(key, base);
    this.#trailers.set(`${key} ${base}`, known);
    return known;
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
   * Whether a branch of the remote has the commit that is checked out; undefined where that cannot be known. Of a
   * shallow checkout's branch, the commits since this one are fetched, without what is in them.
   */
  async isOn(branch) {
    if (!this.isShallow) {
      const remote = `refs/remotes/origin/${branch}`;
      const known = await tryGit(this.#checkout.root, ["rev-parse", "--verify", "--quiet", remote]);
      if (!succeeded(known)) return void 0;
      const asked = await tryGit(this.#checkout.root, ["merge-base", "--is-ancestor", this.head, remote]);
      return asked.ending.kind === "exited" ? asked.ending.code === 0 : void 0;
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
  /** The branches of the remote that have the commit that is checked out, as far as they are here. */
  async branches() {
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
var Trees = class {
  #checkout;
  #copy;
  /** A clone that left out the contents of files fetches them when they are read. */
  #variables;
  #changed = /* @__PURE__ */ new Map();
  constructor(checkout, copy, variables) {
    this.#checkout = checkout;
    this.#copy = copy;
    this.#variables = variables;
  }
  /** Files of the checkout, as they are now, that are not what they are in a commit. */
  changedSince(commit) {
    const known = this.#changed.get(commit) ?? this.#diff(commit);
    this.#changed.set(commit, known);
    return known;
  }
  async #diff(commit) {
    const { root } = this.#checkout;
    const args = ["--git-dir", join39(this.#copy, ".git"), "--work-tree", root];
    const diff = ["diff", "--name-only", "--no-renames", "--no-ext-diff", "-z", commit];
    return items(await git(root, [...args, ...diff], { variables: this.#variables }));
  }
  /** A file as it is in a commit; undefined where there is none. */
  async read(commit, file) {
    const shown2 = await tryGit(this.#copy, ["show", `${commit}:${file}`], { variables: this.#variables });
    return succeeded(shown2) ? shown2.stdout : void 0;
  }
  /**
   * Writes what is in a commit to a new folder, with a history of its own in which it is checked out.
   *
   * @throws FilesNotHere when not all of it is here
   * @throws Undecided when the machine failed
   */
  async checkOut(commit, folder) {
    await mkdir12(folder, { recursive: true });
    await borrowHistory(this.#checkout, folder, this.#copy);
    await copyRemote(this.#checkout.root, folder);
    await git(folder, ["update-ref", "--no-deref", "HEAD", commit]);
    await git(folder, ["read-tree", commit], { variables: this.#variables });
    const written2 = await tryGit(folder, ["checkout-index", "--all", "--force"], {
      variables: this.#variables
    });
    if (succeeded(written2)) return;
    throwIfMachineFailed("git", written2.ending, written2.stderr);
    throw new FilesNotHere(
      `the files of ${commit.slice(0, 10)} are not all here: ${lastLines(written2.stderr, 1).join("")}`
    );
  }
};
async function copyRemote(root, copy) {
  const listed = await tryGit(root, ["config", "--get-regexp", "-z", "^remote\\.origin\\."]);
  const remote = items(listed.stdout).flatMap((entry) => {
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
var TRANSPORT = /^(http|credential|url|protocol|ssh)\.|^core\.(sshcommand|askpass|gitproxy)$/i;
async function transportSettings(root) {
  const listed = items(await git(root, ["config", "--list", "--show-scope", "-z"]));
  const first = Number(process.env.GIT_CONFIG_COUNT ?? 0);
  const own = [];
  for (let i = 0; i + 1 < listed.length; i += 2) {
    const [scope, entry = ""] = [listed[i], listed[i + 1]];
    const [key = "", ...value] = entry.split("\n");
    if ((scope === "local" || scope === "worktree") && TRANSPORT.test(key)) own.push([key, value.join("\n")]);
  }
  const variables = own.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${first + i}`, key],
    [`GIT_CONFIG_VALUE_${first + i}`, value]
  ]);
  return { ...Object.fromEntries(variables), GIT_CONFIG_COUNT: String(first + own.length) };
}

// src/project/proposal.ts
async function findBase(history, event) {
  if (event.kind !== "pull-request" && event.kind !== "merge-queue") return void 0;
  const [first, ...others] = await history.parentsOf(history.head);
  const merged = others.length > 0 ? first : void 0;
  const commit = event.kind === "merge-queue" ? event.base ?? first : merged ?? event.base;
  return commit === void 0 ? void 0 : { branch: event.into, commit };
}

// src/project/tags.ts
function parseTags(tags2, project) {
  const pattern = project.settings.version.tag;
  if (pattern !== void 0) {
    const [before = "", after = ""] = pattern.split("{version}");
    const inPattern = releases(
      tags2,
      (name) => name.startsWith(before) && name.endsWith(after) ? [name.slice(before.length, name.length - after.length)] : []
    );
    return withoutMoving(inPattern) ?? inPattern;
  }
  const own = new Set(
    [project.name, project.path.split("/").at(-1) ?? "", project.path].map((name) => normalizeName(name))
  );
  const prefixed = releases(
    tags2,
    (name) => (
      // A name may itself contain what looks like the beginning of a version: demo-2d-1.0.
      [...name.matchAll(/(?:[-_/@]|==)v?(?=\d)/gi)].filter(({ index }) => own.has(normalizeName(name.slice(0, index)))).map(({ 0: separator, index }) => name.slice(index + separator.length))
    )
  );
  const bare = releases(tags2, (name) => /^(?:release[-_/])?v?(\d.*)$/i.exec(name)?.slice(1) ?? []);
  return withoutMoving(prefixed) ?? withoutMoving(bare) ?? (prefixed.length > 0 ? prefixed : bare);
}
function releases(tags2, candidates2) {
  return tags2.flatMap((tag) => {
    const version = candidates2(tag.name).find(isReleased);
    return version === void 0 ? [] : [{ ...tag, version }];
  });
}
function withoutMoving(tags2) {
  const full = tags2.filter(({ version }) => (explain(version)?.release.length ?? 0) > 1);
  return full.length > 0 ? full : void 0;
}
function isReleased(version) {
  const parts = valid(version) ? explain(version) : null;
  return parts !== null && parts.is_devrelease !== true && !parts.local;
}
function highest(tags2) {
  return tags2.reduce(
    (best, tag) => best === void 0 || compare(tag.version, best.version) > 0 ? tag : best,
    void 0
  );
}
function finals(tags2) {
  return tags2.filter(({ version }) => explain(version)?.is_prerelease !== true);
}
function seriesOf(branch) {
  const name = branch.split("/").at(-1) ?? "";
  const inFolder2 = /^(release|releases|stable|maintenance|maint|support|backports?)\//i.test(branch);
  const numbers = /^v?(\d+(?:\.\d+)*)\.[x*]$/i.exec(name)?.[1] ?? /^(?:release|stable|maintenance|maint|support)[-_.]?v?(\d+(?:\.\d+)*)(?:\.x)?$/i.exec(name)?.[1] ?? /^v?(\d+(?:\.\d+)*)[-_.](?:release|stable|maintenance|maint|support|branch)$/i.exec(name)?.[1] ?? (inFolder2 ? /^v?(\d+(?:\.\d+)*)$/.exec(name)?.[1] : void 0);
  return numbers?.split(".").map(Number);
}
function isInSeries(version, series) {
  const release = explain(version)?.release ?? [];
  return series.every((number2, place4) => (release[place4] ?? 0) === number2);
}

// src/project/version-source.ts
import { readFile as readFile17 } from "node:fs/promises";
import { join as join40 } from "node:path";
var FROM_GIT = [
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
  const requires = project.buildSystem.requires.flatMap((text5) => parseRequirement(text5)?.name ?? []);
  const tool = requires.find((name) => FROM_GIT.includes(name));
  if (tool !== void 0 && valueAt(project, ["project", "version"]) === void 0) return tool;
  return table(valueAt(project, ["tool", "pdm", "version"])).source === "scm" ? "pdm-backend" : void 0;
}
var WRITES = [
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
    for (const [i, text5] of content.split("\n").entries())
      if (WRITES.some((pattern) => pattern.test(text5)) && !/^\s*#/.test(text5))
        return { file, line: i + 1, text: text5.trim() };
  }
  return void 0;
}
async function readWorkflows({ root, files }) {
  const paths = files.filter((file) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(file));
  const read2 = paths.map(
    async (path) => [path, await readFile17(join40(root, path), "utf8").catch(() => "")]
  );
  return new Map(await Promise.all(read2));
}

// src/project/release.ts
async function findReleases(history, project, event, version) {
  const { tags: tags2, areInCheckout } = await history.tags();
  const all = parseTags(tags2, project);
  if (!areInCheckout) checkMadeWithoutTags(project, version, all);
  const here = all.filter(({ commit }) => commit === history.head);
  const elsewhere = all.filter(({ commit }) => commit !== history.head);
  const before = ofBranch(await reachable(history, elsewhere, version), event);
  const same = valid(version) ? all.filter((tag) => compare(tag.version, version) === 0) : [];
  return {
    baseline: highest(before),
    lastFinal: highest(finals(before)),
    here,
    taken: same.some(({ commit }) => commit === history.head) ? void 0 : same[0],
    versions: all.map((tag) => tag.version)
  };
}
function checkMadeWithoutTags(project, version, all) {
  const tool = versionFromGit(project);
  if (tool === void 0 || all.length === 0 || !isMadeFromNothing(version)) return;
  throw new TagsUnavailable(
    `${tool} made the version ${version} of a checkout that lacks the tags (there are ${all.length}, up to ${highest(all)?.name}): it is not the version of this commit. ${FETCH_ALL}`
  );
}
function isMadeFromNothing(version) {
  const parts = explain(version);
  if (parts === null || parts.epoch !== 0) return false;
  const isZero2 = parts.release.every((number2) => number2 === 0);
  return isZero2 || parts.is_devrelease === true && parts.release.join(".") === "0.1";
}
async function reachable(history, tags2, version) {
  const top = highest(tags2);
  if (top === void 0 || history.isShallow && valid(version) && compare(version, top.version) >= 0)
    return tags2;
  const ancestors = await history.ancestors(tags2.map(({ commit }) => commit));
  if (ancestors !== void 0) return tags2.filter(({ commit }) => ancestors.has(commit));
  const below2 = valid(version) ? tags2.filter((tag) => compare(tag.version, version) <= 0) : [];
  return below2.length > 0 ? below2 : tags2;
}
function ofBranch(tags2, event) {
  const branch = event.kind === "branch" ? event.branch : "into" in event ? event.into : "";
  const series = seriesOf(branch);
  const own = series === void 0 ? [] : tags2.filter((tag) => isInSeries(tag.version, series));
  return own.length > 0 ? own : tags2;
}

// src/project/waiver.ts
async function findWaiver(history, event, { "waive-label": label, "waive-trailer": trailer }, base) {
  if (event.kind === "pull-request" && event.labels.includes(label)) return { by: "label", name: label };
  const before = event.kind === "branch" ? event.before : base?.commit;
  const [found] = await history.trailers(trailer, before);
  return found && { by: "trailer", name: trailer, commit: found.commit, reason: found.value };
}

// src/version-stages.ts
function policyOf({ project, config }) {
  const { policy: policy2, "release-branches": releaseBranches } = project.settings.version;
  return policyFor(config.event, config.versionPolicy ?? policy2, releaseBranches);
}
async function seeVersion(built, stage) {
  const { checkout } = built.assignment;
  const { head } = checkout;
  if (policyOf(built.assignment) === "off") return notReached("by configuration: no bump is asked for");
  if (head === void 0)
    return notReached("there is no git history, so there is no last release to compare with");
  return stage("version", () => readRelease(built));
}
async function readRelease(built) {
  const { assignment, contents } = built;
  const { checkout, project, config } = assignment;
  const { event } = config;
  const history = await assignment.history();
  const releases2 = await findReleases(history, project, event, contents.wheel.metadata.version);
  const merged = await findBase(history, event);
  const base = comparesWithBase(event, policyOf(assignment)) ? merged : void 0;
  const { baseline, lastFinal } = releases2;
  const isSized = asksOfApi(built, releases2);
  const tags2 = [baseline, isSized ? lastFinal : void 0].filter((tag) => tag !== void 0);
  const trees = await history.withTrees([
    ...tags2.map(({ name, commit }) => ({ ref: `refs/tags/${name}`, commit })),
    ...base === void 0 ? [] : [{ ref: base.commit, commit: base.commit }]
  ]);
  const wheelAt = eachOnce((commit) => buildAt(built, trees, commit));
  const compare2 = eachOnce((commit) => compareWith(built, trees, wheelAt, commit));
  const comparing = baseline && compare2(baseline.commit);
  const readApi = async () => {
    if (lastFinal === void 0) return void 0;
    if (!isSized && !isUnraised(built, releases2, await comparing)) return void 0;
    return compareApi(built, await wheelAt(lastFinal.commit));
  };
  const [sinceRelease2, sinceBase2, api, waiver, place4, workflows, onIndex] = await Promise.all([
    comparing,
    base && compare2(base.commit),
    readApi(),
    findWaiver(history, event, project.settings.version, merged),
    placeOf(history, event),
    readWorkflows(checkout),
    config.asksIndex ? askIndex(built) : void 0
  ]);
  return {
    ...releases2,
    ...place4,
    changes: sinceRelease2?.changes ?? NOTHING2,
    base: base && sinceBase2 && { branch: base.branch, ...sinceBase2 },
    api,
    waiver,
    isOnIndex: onIndex,
    writer: findVersionWriter(workflows)
  };
}
function asksOfApi({ assignment, contents }, { lastFinal, here, versions: versions2 }) {
  const version = releasedAs(contents.wheel.metadata.version, here);
  if (lastFinal === void 0 || assignment.project.settings.version.bump?.severity === "off") return false;
  return isJudged(lastFinal.version, version, versions2);
}
function isUnraised({ assignment, contents }, { baseline, lastFinal, here }, since) {
  const { bump } = assignment.project.settings.version;
  if (bump?.severity === "off" || policyOf(assignment) === "never") return false;
  const version = releasedAs(contents.wheel.metadata.version, here);
  if (lastFinal === void 0 || baseline !== lastFinal) return false;
  return sizeOf(lastFinal.version, version) === "none" && (since?.changes.what.length ?? 0) > 0;
}
async function compareApi({ assignment, room, contents }, old) {
  if (old.kind !== "built") return { kind: "not-checked", reason: old.why };
  const { scratch, config } = assignment;
  const { interpreter } = room;
  const caller = config.environment;
  return readApiChanges({
    old: old.wheel,
    new: contents.wheel,
    tools: () => room.tools("api"),
    interpreter,
    scratch,
    caller
  });
}
async function placeOf(history, event) {
  if (event.kind !== "tag" || event.defaultBranch === void 0)
    return { isOnDefaultBranch: void 0, branches: [] };
  const [isOnDefaultBranch, branches] = await Promise.all([
    history.isOn(event.defaultBranch),
    history.branches()
  ]);
  return { isOnDefaultBranch, branches };
}
async function askIndex({ assignment, room, contents }) {
  const { installer, supply } = room;
  const { scratch, config } = assignment;
  const { name, version } = contents.wheel.metadata;
  const environment = await supply.provide({ requirements: [] }, async () => void 0);
  const request = { installer, environment, cwd: scratch, caller: config.environment };
  return isOnIndex(request, name, version);
}
var NOTHING2 = { what: [], by: "folder" };
async function compareWith(built, trees, wheelAt, commit) {
  const { wheel, sourceMap } = built.contents;
  const { checkout, project } = built.assignment;
  const sources = { checkout, project, sourceMap, shipped: wheel.files.map(({ path }) => path) };
  const changed = await trees.changedSince(commit);
  if (ofProject(sources, changed).length === 0) return { version: wheel.metadata.version, changes: NOTHING2 };
  const earlier = await wheelAt(commit);
  if (earlier.kind === "built") {
    const what2 = differences(earlier.wheel, wheel).map((part) => sourceMap.sourceOf(part) ?? part);
    return { version: earlier.wheel.metadata.version, changes: { what: what2, by: "wheels" } };
  }
  const what = await shippedChanges(sources, changed, trees, commit);
  return { version: void 0, changes: { what, by: "files", why: earlier.why } };
}
async function neededSubmodule(checkout, { wheel, sourceMap }) {
  const sources = wheel.files.map(({ path }) => sourceMap.sourceOf(path) ?? "");
  const isCompiled = !wheel.file.endsWith("-none-any.whl");
  const submodules = await readSubmodules(checkout);
  return submodules.find((path) => isCompiled || sources.some((source) => source.startsWith(`${path}/`)));
}
async function buildAt({ assignment, room, contents, seconds: seconds3 }, trees, commit) {
  const { checkout, project, scratch, logs } = assignment;
  const notBuilt = (why) => ({ kind: "not-built", why });
  if (seconds3 > LONGEST_TO_REPEAT) return notBuilt(`the wheel takes ${Math.round(seconds3)} s to build`);
  const submodule = await neededSubmodule(checkout, contents);
  if (submodule !== void 0) return notBuilt(`what ships may come from the submodule ${submodule}`);
  const name = commit.slice(0, 10);
  const own = join41(scratch, "earlier", name);
  try {
    const root = await assignment.copies.checkedOut(
      project,
      name,
      own,
      (folder) => trees.checkOut(commit, folder)
    );
    const generated = project.settings.generated.map((glob) => fileOf(project, glob));
    await copyGenerated(checkout, root, generated);
    const source = join41(root, project.path);
    const { buildSystem } = await readProject({ ...checkout, root }, source);
    const backend = room.backendOf(buildSystem);
    const result = await buildEarlier(backend, {
      source,
      requires: buildSystem.requires,
      output: join41(scratch, "earlier", `${name}-wheel`),
      keepLog: (transcript) => logs.write(`earlier-${name}`, transcript)
    });
    if (result.kind === "built") return result;
    return notBuilt(
      `the wheel of ${name} cannot be built: ${result.failure.words.at(-1) ?? result.failure.step}`
    );
  } catch (error) {
    if (error instanceof ConfigurationError || error instanceof FilesNotHere) return notBuilt(error.message);
    throw error;
  }
}

// src/verify.ts
function startBuild(assignment, progress) {
  const { project, timeline } = assignment;
  const preparing = timeline.during("prepare", () => prepare(assignment));
  const made = stagesOf(
    project.name,
    progress,
    timeline
  )("build", async () => {
    const room = await preparing;
    const backend = room.backendOf(project.buildSystem);
    return { room, backend, build: await buildInCopy(assignment, backend) };
  });
  return { preparing, made };
}
async function verify(assignment, started, progress) {
  const staging = assignment.project.settings.tests.skip === void 0 ? copyToStage(assignment) : void 0;
  const begun = started.preparing.then(async (room) => {
    room.groundwork();
    await room.tools(likelyPurpose(assignment));
  });
  for (const one2 of [staging, begun]) one2?.catch(() => void 0);
  try {
    return await verifyWith(assignment, await started.made, staging, progress);
  } finally {
    await Promise.allSettled([staging, begun, started.preparing.then((room) => room.settled())]);
  }
}
async function verifyWith(assignment, made, staging, progress) {
  const { project, config } = assignment;
  const stage = stagesOf(project.name, progress, assignment.timeline);
  const build2 = made.kind === "seen" ? { ...made, value: made.value.build } : made;
  const known = { project, event: config.event, versionPolicy: policyOf(assignment), build: build2 };
  if (made.kind !== "seen") {
    const facts2 = { ...known, ...withoutWheel(), rebuilds: notReached("there is no wheel") };
    return { facts: facts2, pythons: [], leftOut: [] };
  }
  const { room, backend, build: first } = made.value;
  const [rebuilds, { later, pythons, leftOut }] = await Promise.all([
    seeRebuilds(assignment, backend, first, stage),
    first.kind === "built" ? seeWheel(assignment, { room, staging }, first, stage) : { later: withoutWheel(), ...usedWithNone(assignment, room) }
  ]);
  const facts = { ...known, rebuilds, ...later };
  return { facts, pythons: pythons.map((one2) => ({ ...one2, facts: { ...facts, ...one2.facts } })), leftOut };
}
function withoutWheel(reason = "there is no wheel") {
  const nothing = notReached(reason);
  return {
    contents: nothing,
    metadata: nothing,
    ...unused(nothing, nothing),
    release: nothing
  };
}
async function seeWheel(assignment, { room, staging }, build2, stage) {
  const { project, checkout } = assignment;
  const { wheel, sdist, seconds: seconds3 } = build2;
  const contents = await stage("contents", () => readContents(wheel, project, checkout));
  const without2 = (reason) => ({
    later: { ...withoutWheel(reason), contents },
    ...usedWithNone(assignment, room)
  });
  if (contents.kind !== "seen") return without2();
  if (wheel.entryPoints.some(replacesPython))
    return without2("a script of the wheel would replace the interpreter");
  const first = { build: build2, contents: contents.value };
  const [metadata, { used, ...each }, release] = await Promise.all([
    behindOthers(() => seeMetadata(assignment, room, { wheel, sdist: sdist.file }, stage)),
    useWithEach(
      assignment,
      room,
      first,
      stage,
      (own, ofPython, ...rest) => useWheel(own, { room: ofPython, staging: ofPython === room ? staging : void 0 }, ...rest)
    ),
    seeVersion({ assignment, room, contents: contents.value, seconds: seconds3 }, stage)
  ]);
  return { later: { contents, metadata, ...used, release }, ...each };
}
async function useWheel(assignment, begun, contents, stage) {
  const { metadata } = contents.wheel;
  const ready = await stage("environments", () => environmentsFor(assignment, begun.room, metadata));
  if (ready.kind !== "seen") return unused(ready);
  const runtime = runtimeOf(assignment, begun.room, ready.value.runtime, contents);
  const [used, tests] = await Promise.all([
    // The tests take longest.
    behindOthers(() => seeRuntime(runtime, stage)),
    seeTests(assignment, begun, ready.value.tests, contents, stage)
  ]);
  const more = await seeMore(runtime, used, tests.tests, stage);
  const seen = { ...used, ...tests, ...more };
  const refused = seenValue(used.install)?.kind === "refused" && tests.tests.kind === "undecided";
  return refused ? { ...seen, tests: notReached("the wheel cannot be installed") } : seen;
}
async function seeMetadata({ config, scratch, toolchains: { interpreterOf } }, { interpreter, tools: get }, files, stage) {
  let reason = "";
  const seen = await stage("metadata", async () => {
    const isRst = files.wheel.metadata.descriptionType === "text/x-rst";
    const tools = await get(isRst ? "readme" : "metadata");
    if (tools.kind === "ready") {
      const caller = config.environment;
      return readMetadata({ ...files, tools: tools.environment, interpreter, interpreterOf, scratch, caller });
    }
    reason = tools.reason;
    return void 0;
  });
  if (seen.kind !== "seen") return seen;
  return seen.value === void 0 ? notReached(reason) : { ...seen, value: seen.value };
}
async function seeTests(assignment, { room: { installer }, staging }, environment, contents, stage) {
  const { skip } = assignment.project.settings.tests;
  if (skip !== void 0) return { tests: notReached(`by configuration: ${skip}`), providers: {} };
  const seen = await stage(
    "tests",
    () => stageAndRunTests({ ...assignment, contents, environment, installer, staging })
  );
  if (seen.kind !== "seen") return { tests: seen, providers: {} };
  return { tests: { ...seen, value: seen.value.run }, providers: seen.value.inventory.providers };
}

// src/wheelhouse.ts
var Wheelhouse = class {
  #workspace;
  #begin;
  #byName;
  #started = /* @__PURE__ */ new Map();
  #kept = /* @__PURE__ */ new Map();
  /** @param begin begins to build the package at a path */
  constructor(workspace, begin) {
    this.#workspace = workspace;
    this.#begin = begin;
    this.#byName = byNames(workspace.sources);
  }
  /** Begins to build a package, if nobody has. */
  begin(path) {
    const known = this.#started.get(path) ?? this.#begin(path);
    this.#started.set(path, known);
    return known;
  }
  /** Builds what the declarations of a package lead to while it is built itself, and not one after the other later. */
  async foresee(paths) {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === "install");
    await inParallel([...reachableFrom(paths, edges, "needs")], (path) => this.#wheelAt(path));
  }
  /** Nobody will ask for more than its wheel. */
  async release(path) {
    await this.#wheelAt(path);
    this.#started.delete(path);
  }
  /**
   * The siblings that requirements name, and those that these need in turn.
   *
   * @param path of the package that has the requirements
   * @throws Undecided when one is not there or cannot be built
   */
  async siblings(path, requirements) {
    this.#checkThatAllAreThere(path, requirements);
    const found = /* @__PURE__ */ new Map();
    let waiting = this.#named(path, requirements).filter(({ project }) => project.path !== path);
    await this.foresee(waiting.map((source) => source.project.path));
    while (waiting.length > 0) {
      const wheels = await inParallel(waiting, async (source) => {
        const kept = await this.#wheelAt(source.project.path);
        if ("why" in kept) throw new Undecided(kept.why);
        return kept;
      });
      for (const [at2, wheel] of wheels.entries()) found.set(nameOf(waiting[at2]), wheel);
      const next2 = wheels.flatMap(
        (wheel, at2) => this.#named(waiting[at2].project.path, wheel.requirements)
      );
      waiting = [...new Set(next2)].filter(
        (source) => source.project.path !== path && !found.has(nameOf(source))
      );
    }
    return [...found.values()];
  }
  /**
   * The siblings that a package needs to be built at all.
   *
   * @throws Undecided when one is not there or cannot be built, or needs that package itself
   */
  async siblingsForBuild(path, requirements) {
    const edges = this.#workspace.edges.filter(({ purpose }) => purpose === "build" || purpose === "install");
    for (const { project } of this.#named(path, requirements)) {
      if (project.path === path) continue;
      if (!reachableFrom([project.path], edges, "needs").has(path)) continue;
      throw new Undecided(
        `To build it takes ${project.name} of this repository, which needs it in turn. Take one of the two requirements away.`
      );
    }
    return this.siblings(path, requirements);
  }
  /** The packages that requirements of the one at a path name. */
  #named(path, requirements) {
    const names = new Set(requirements.flatMap((text5) => parseRequirement(text5)?.name ?? []));
    return [...names].flatMap((name) => this.#oneNamed(path, normalizeName(name)) ?? []);
  }
  /** @throws Undecided when several have the name, and no setting says which one is meant */
  #oneNamed(path, name) {
    const { edges } = this.#workspace;
    const all = this.#byName.get(name) ?? [];
    const paths = all.map(({ project }) => project.path);
    const [meant, ...others] = paths.includes(path) ? [path] : paths.filter((to) => edges.some((edge) => edge.from === path && edge.to === to));
    if (all.length > 1 && (meant === void 0 || others.length > 0)) {
      throw new Undecided(
        `It depends on ${name}, and several packages of this repository are called so (${list(paths)}). Give each a name of its own, say which by its folder (tool.uv.sources), or take one away from path (!${paths[0]}).`
      );
    }
    return all.find(({ project }) => all.length === 1 || project.path === meant);
  }
  #checkThatAllAreThere(path, requirements) {
    const named2 = new Set(requirements.map((text5) => parseRequirement(text5)?.name));
    const missing = this.#workspace.missing.filter(({ from, name }) => from === path && named2.has(name));
    if (missing.length === 0) return;
    const names = missing.map((one2) => `${one2.path ?? one2.name} (${one2.saidBy})`);
    throw new Undecided(
      `It depends on ${list(names)} in this repository, and there is no such package. Check it out, or mend the setting.`
    );
  }
  #wheelAt(path) {
    const known = this.#kept.get(path) ?? this.#make(path);
    this.#kept.set(path, known);
    return known;
  }
  /** Never rejects: who waits for it may do so later, or not at all. */
  async #make(path) {
    try {
      return this.#keep(path, await this.begin(path).made);
    } catch (error) {
      return this.#broken(path, error.message);
    }
  }
  #keep(path, made) {
    const build2 = seenValue(made)?.build;
    if (build2?.kind === "built") {
      const { file, sha256, metadata } = build2.wheel;
      return {
        file,
        sha256,
        name: metadata.name,
        version: metadata.version,
        requirements: metadata.requirements
      };
    }
    const reason = build2?.failure.words.at(-1) ?? (made.kind === "undecided" ? made.reason : "");
    return this.#broken(path, reason);
  }
  #broken(path, reason) {
    const name = this.#workspace.sources.find(({ project }) => project.path === path)?.project.name;
    return { why: `${name} of this repository (${path}), which it needs, could not be built: ${reason}` };
  }
};

// src/assignments.ts
function assignAll(chosen, run2) {
  const { checkout, sources, edges, verified, history } = chosen;
  const copies = new Copies(
    checkout,
    join42(run2.scratch, "shared"),
    sources.map(({ project }) => project.path),
    [...reachableFrom(verified, edges, "needs")]
  );
  const assign = (path) => {
    const at2 = sources.findIndex(({ project: project2 }) => project2.path === path);
    const { project } = sources[at2];
    const scratch = join42(run2.scratch, String(at2));
    const place4 = run2.isAlone ? "" : path === "." ? project.name : path;
    const output = verified.includes(path) ? join42(run2.folder, place4) : join42(scratch, "out");
    return {
      project,
      checkout,
      config: run2.config,
      scratch,
      output: join42(output, "dist"),
      logs: new Logs(join42(output, "logs"), project.name, run2.secrets),
      timeline: new Timeline(),
      toolchains: run2.toolchains,
      copies,
      history,
      siblings: (requirements) => house.siblings(path, requirements),
      siblingsForBuild: (requirements) => house.siblingsForBuild(path, requirements)
    };
  };
  const assignments = new Map(sources.map(({ project }) => [project.path, assign(project.path)]));
  const assignmentOf = (path) => assignments.get(path);
  const house = new Wheelhouse(chosen, (path) => {
    const assignment = assignmentOf(path);
    mkdirSync2(assignment.scratch, { recursive: true });
    for (const old of [assignment.output, assignment.logs.folder])
      rmSync(old, { recursive: true, force: true });
    return startBuild(assignment, run2.progress);
  });
  return inOrder(verified, edges).map((path) => ({ assignment: assignmentOf(path), house }));
}

// src/choice.ts
import { join as join44 } from "node:path";

// src/project/changed-packages.ts
import { readFile as readFile18, readlink as readlink2 } from "node:fs/promises";
import { join as join43 } from "node:path";
import { dirname as dirname12, normalize as normalize4 } from "node:path/posix";

// src/project/selection.ts
import { basename as basename11, dirname as dirname11 } from "node:path/posix";
function selectChanged(asked, facts) {
  const touchedSince = eachOnce((since) => touched(since, facts));
  const leftOut = /* @__PURE__ */ new Map();
  for (const path of asked) {
    const since = facts.since(path);
    if (since === void 0) continue;
    const changed = touchedSince(since);
    const needed = reachableFrom([path], facts.edges, "needs");
    if (![...needed].some((one2) => changed.has(one2)))
      leftOut.set(path, `unchanged since ${since.base}; nothing it depends on changed`);
  }
  return { verified: asked.filter((path) => !leftOut.has(path)), leftOut };
}
function touched({ changed, aside }, { packages: packages2, concernedBy }) {
  const known = new Set(packages2);
  const found = /* @__PURE__ */ new Set();
  for (const file of changed) {
    const owner = ownerOf(file, known);
    if (owner !== void 0) found.add(owner);
    if (aside.has(file)) continue;
    for (const path of owner === void 0 ? concernedBy(file) : below(file, packages2)) found.add(path);
  }
  return found;
}
function ownerOf(file, packages2) {
  for (let folder = dirname11(file); ; folder = dirname11(folder)) {
    if (packages2.has(folder)) return folder;
    if (folder === ".") return void 0;
  }
}
var STEERING = /^(pyproject\.toml|setup\.cfg|tox\.(ini|toml)|\.?pytest\.(ini|toml)|conftest\.py|\.gitignore|\.gitattributes)$/;
function below(file, packages2) {
  if (!STEERING.test(basename11(file))) return [];
  const folder = dirname11(file);
  return packages2.filter((path) => folder === "." || `${path}/`.startsWith(`${folder}/`));
}
var FOR_OTHERS = /\.(md|rst)$|^docs?\/|^\.(github|vscode|idea|devcontainer|circleci)\/|(^|\/)(LICEN[CS]E[^/]*|NOTICE[^/]*|CODEOWNERS|(uv|poetry|pdm|pixi|package-lock)\.(lock|json)|\.pre-commit-config\.yaml|\.?ruff\.toml|\.?mypy\.ini|\.flake8|\.pylintrc|pyrightconfig\.json|\.editorconfig|renovate\.json|Makefile|justfile)$/;
function namingText(file) {
  const first = file.split("/")[0];
  return FOR_OTHERS.test(file) ? { text: `../${first}`, isWord: false } : { text: first, isWord: true };
}
var ASIDE = new Set(
  "ruff black isort mypy pyright basedpyright ty pylint flake8 codespell commitizen semantic_release towncrier bumpversion bumpver tbump vulture bandit interrogate deptry pyrefly typos yapf autopep8 djlint sqlfluff".split(
    " "
  )
);
function differsInSteering(before, after) {
  return steering(before) !== steering(after);
}
function steering({ tool }) {
  const tools = Object.entries(Object(tool)).filter(([name]) => !ASIDE.has(name));
  return JSON.stringify(tools.sort());
}

// src/project/changed-packages.ts
async function findChanged(found, event, workflow, openHistory2) {
  const everything = (why) => ({
    verified: found.asked,
    leftOut: /* @__PURE__ */ new Map(),
    basis: `Everything is verified, as ${why}.`
  });
  if (found.checkout.head === void 0) return everything("there is no git history to compare with");
  try {
    const history = await openHistory2();
    const base = await baseOfEvent(history, event);
    const bases = base === void 0 ? await lastReleases(history, found) : void 0;
    const wanted = base === void 0 ? [...bases?.values() ?? []] : [base];
    if (wanted.length === 0) return everything("no release was tagged yet");
    const trees = await history.withTrees(wanted);
    const changes = /* @__PURE__ */ new Map();
    for (const one2 of wanted)
      if (!changes.has(one2.commit)) changes.set(one2.commit, await changesSince(trees, one2, found));
    const since = (path) => changes.get((base ?? bases?.get(path))?.commit ?? "");
    const all = [...new Set([...changes.values()].flatMap(({ changed }) => changed))];
    const selection = selectChanged(found.asked, {
      packages: found.sources.map(({ project }) => project.path),
      edges: found.edges,
      since,
      concernedBy: await findConcerned(all, found, workflow)
    });
    const [verified, asked] = [selection.verified.length, found.asked.length];
    const basis = `${verified} of ${asked} packages changed since ${base?.label ?? "their last releases"}, or depend on one that did.`;
    return { ...selection, basis };
  } catch (error) {
    if (error instanceof Undecided) return everything(`the base cannot be known: ${error.message}`);
    throw error;
  }
}
async function baseOfEvent(history, event) {
  if (event.kind === "branch") {
    const { before } = event;
    if (before === void 0) return void 0;
    return { commit: before, ref: before, label: `the push before (${before.slice(0, 10)})` };
  }
  const base = await findBase(history, event);
  if (base === void 0) return void 0;
  const commit = await history.mergeBase(base.commit) ?? base.commit;
  return { commit, ref: commit, label: `${base.branch} (${commit.slice(0, 10)})` };
}
async function lastReleases(history, { sources }) {
  const { tags: tags2 } = await history.tags();
  const ofPackage = sources.map(({ project }) => ({ project, tags: parseTags(tags2, project) }));
  const commits = ofPackage.flatMap((one2) => one2.tags.map(({ commit }) => commit));
  const ancestors = await history.ancestors(commits);
  const found = /* @__PURE__ */ new Map();
  for (const { project, tags: own } of ofPackage) {
    if (own.some(({ commit }) => commit === history.head)) continue;
    const last2 = highest(own.filter(({ commit }) => ancestors?.has(commit)));
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
  const isAside = async (file) => {
    try {
      const here = await readFile18(join43(checkout.root, file), "utf8");
      return !differsInSteering(parse4(await trees.read(commit, file) ?? ""), parse4(here));
    } catch {
      return false;
    }
  };
  const settings = changed.filter((file) => /(^|\/)pyproject\.toml$/.test(file));
  const same = await Promise.all(settings.map(isAside));
  return { base: label, changed, aside: new Set(settings.filter((_, at2) => same[at2])) };
}
async function findConcerned(changed, { checkout, sources }, workflow) {
  const packages2 = sources.map(({ project }) => project.path);
  const known = new Set(packages2);
  const outside = changed.filter((file) => ownerOf(file, known) === void 0);
  const naming = new Map(outside.map((file) => [namingText(file).text, namingText(file)]));
  const namedBy = /* @__PURE__ */ new Map();
  for (const { text: text5, isWord } of naming.values()) {
    const args = ["grep", "-z", "--files-with-matches", "-I", "--fixed-strings", ...isWord ? ["-w"] : []];
    const { stdout } = await tryGit(checkout.root, [...args, "-e", text5]);
    namedBy.set(text5, [...new Set(items(stdout).flatMap((file) => ownerOf(file, known) ?? []))]);
  }
  const links = outside.length === 0 ? [] : await linksOf(checkout.root, known);
  return (file) => {
    const isWorkflow = workflow === void 0 ? /^\.github\/workflows\//.test(file) : file === workflow;
    if (isWorkflow || /^\.github\/actions\//.test(file)) return packages2;
    const linked = links.filter(({ target }) => `${file}/`.startsWith(`${target}/`));
    return [
      ...below(file, packages2),
      ...namedBy.get(namingText(file).text) ?? [],
      ...linked.map(({ owner }) => owner)
    ];
  };
}
async function linksOf(root, packages2) {
  const { stdout } = await tryGit(root, ["ls-files", "-z", "--stage"]);
  const links = items(stdout).flatMap(
    (line) => line.startsWith("120000 ") ? [line.split("	")[1] ?? ""] : []
  );
  const found = links.map(async (link2) => {
    const owner = ownerOf(link2, packages2);
    const to = await readlink2(join43(root, link2)).catch(() => void 0);
    if (owner === void 0 || to === void 0) return [];
    return [{ owner, target: normalize4(join43(dirname12(link2), to)) }];
  });
  return (await Promise.all(found)).flat();
}

// src/choice.ts
function chooseAll(found, config, scratch) {
  return Promise.all(found.map((one2, at2) => choose(one2, config, join44(scratch, `history-${at2}`))));
}
async function choose(found, config, scratch) {
  let opened;
  const history = () => {
    opened ??= openHistory(found, scratch);
    return opened;
  };
  const selection = config.changedOnly ? await findChanged(found, config.event, config.workflow, history) : { verified: found.asked, leftOut: /* @__PURE__ */ new Map() };
  return { ...found, ...selection, history };
}
async function openHistory({ checkout }, scratch) {
  if (checkout.head === void 0) throw new Undecided(`${checkout.root} has no commit.`);
  return History.open(checkout, checkout.head, scratch);
}

// src/environment/toolchain.ts
import { mkdir as mkdir13 } from "node:fs/promises";
import { join as join45 } from "node:path";
var Toolchains = class {
  #config;
  #scratch;
  /** An interpreter of a version such as `3.9`, if the machine has one. */
  interpreterOf;
  #interpreters = /* @__PURE__ */ new Map();
  #uv;
  /** By the executable of the interpreter. */
  #toolchains = /* @__PURE__ */ new Map();
  #made = 0;
  /** @param scratch a temporary folder for what is made */
  constructor(config, scratch) {
    this.#config = config;
    this.#scratch = scratch;
    this.interpreterOf = eachOnce((version) => findVersion(version, config.environment));
  }
  /**
   * The toolchain of the interpreter that is wanted.
   *
   * @throws ConfigurationError when there is no such interpreter, or not the installer that was asked for
   */
  async get(wanted) {
    const { installer: choice, environment: caller } = this.#config;
    const key = JSON.stringify([wanted.python, wanted.requiresPython]);
    const finding = this.#interpreters.get(key) ?? findInterpreter(wanted, caller, process.cwd());
    this.#interpreters.set(key, finding);
    this.#uv ??= findUv(choice, caller);
    const [interpreter, uv] = await Promise.all([finding, this.#uv]);
    const toolchain = this.#toolchains.get(interpreter.executable) ?? this.#make(interpreter, uv);
    this.#toolchains.set(interpreter.executable, toolchain);
    return toolchain;
  }
  async #make(interpreter, uv) {
    const { kept, lowest, environment: caller } = this.#config;
    const scratch = join45(this.#scratch, String(this.#made++));
    const installer = uv ?? findPip(interpreter);
    if (lowest && installer.kind !== "uv") {
      const message = `resolution is lowest-direct, which needs uv, but ${describeInstaller(installer)} is what installs here. Put uv on PATH (astral-sh/setup-uv does) and set installer to uv.`;
      throw new ConfigurationError([{ message }]);
    }
    const isKept = kept !== void 0 && !hasPageOfLinks(caller);
    const store = isKept ? await EnvironmentStore.open(environmentsIn(kept), { interpreter, installer, caller }) : void 0;
    await mkdir13(scratch, { recursive: true });
    return { interpreter, installer, supply: new Supply({ interpreter, installer, store, scratch, caller }) };
  }
  /** When nothing is being made any more. */
  async settled() {
    const made = await Promise.allSettled(this.#toolchains.values());
    await Promise.all(made.map((one2) => one2.status === "fulfilled" && one2.value.supply.settled()));
  }
};

// src/memory.ts
import { setFlagsFromString } from "node:v8";
function keepHeapSmall() {
  setFlagsFromString("--semi-space-growth-factor=1");
}

// src/project/find-packages.ts
import { existsSync as existsSync11 } from "node:fs";
import { readFile as readFile19 } from "node:fs/promises";
import { join as join46, resolve as resolve9 } from "node:path";
import { dirname as dirname13 } from "node:path/posix";
async function findPackages2({ wanted, excluded, expandsRoots }) {
  const problems = [];
  const repositories = /* @__PURE__ */ new Map();
  for (const one2 of wanted) {
    const repository = await repositoryAt("folder" in one2 ? one2.folder : one2.base, repositories, excluded);
    try {
      const mayExpand = expandsRoots && wanted.length === 1;
      for (const path of await repository.find(one2, mayExpand)) repository.asked.add(path);
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      problems.push(...error.problems);
    }
  }
  const found = [];
  for (const repository of repositories.values()) {
    if (repository.asked.size > 0) found.push(await repository.connect());
    problems.push(...repository.problems);
  }
  if (problems.length > 0) throw new ConfigurationError(problems);
  if (found.length === 0)
    throw new ConfigurationError([{ message: "path takes away all that it names. Name a package." }]);
  return found;
}
async function repositoryAt(folder, known, excluded) {
  const root = findRepository(folder) ?? folder;
  const here = [...known.values()].find(({ checkout }) => checkout.root === root) ?? known.get(root);
  if (here !== void 0) return here;
  const made = new Repository(await readCheckout(root), excluded);
  known.set(root, made);
  return made;
}
var Repository = class {
  checkout;
  asked = /* @__PURE__ */ new Set();
  problems = [];
  #excluded;
  /** Folder relative to the root -> its files that tell of dependencies. */
  #folders;
  #sources = /* @__PURE__ */ new Map();
  constructor(checkout, excluded) {
    this.checkout = checkout;
    this.#excluded = excluded;
    const folders = /* @__PURE__ */ new Map();
    for (const file of checkout.files)
      if (/(^|\/)(pyproject\.toml|setup\.py|setup\.cfg)$/.test(file)) folders.set(dirname13(file), []);
    for (const file of checkout.files.filter((one2) => one2.endsWith(".txt"))) {
      const owner = [dirname13(file), dirname13(dirname13(file))].find(
        (folder) => folders.has(folder) && isRequirementsFile(inFolder(folder, file))
      );
      if (owner !== void 0) folders.get(owner)?.push(inFolder(owner, file));
    }
    this.#folders = folders;
  }
  /**
   * The packages that a line of `path` stands for, by their paths in the checkout.
   *
   * @param mayExpand the root of a workspace stands for its members, as it is the only line
   * @throws ConfigurationError when it stands for none, or one cannot be read
   */
  async find(wanted, mayExpand) {
    if ("folder" in wanted) {
      const path = pathInCheckout(this.checkout, wanted.folder);
      const members = mayExpand ? await this.#membersOf(path, this.problems) : [];
      if (members.length > 0) return members;
      await this.#read(path);
      return isExcluded(this.#excluded, wanted.folder) ? [] : [path];
    }
    const found = await this.#matching([wanted], [], this.problems);
    if (found.length > 0) return found;
    const kinds = "a [build-system], a setup.py, or a setup.cfg";
    throw new ConfigurationError([
      {
        message: `path has "${wanted.text}", which matches no Python package: no folder that git tracks and that has ${kinds}. Mend the pattern.`
      }
    ]);
  }
  /** All that was found, and how it depends on each other. */
  async connect() {
    const known = new Set(this.asked);
    const roots = /* @__PURE__ */ new Set([".", ...await Promise.all([...known].map((path) => this.#rootOf(path)))]);
    for (const root of roots) for (const path of await this.#membersOf(root)) known.add(path);
    const sources = /* @__PURE__ */ new Map();
    const inherited = /* @__PURE__ */ new Map();
    for (const path of known) {
      const source = await this.#readIf(path);
      if (source === void 0 || !(this.asked.has(path) || shipsPackage(source))) continue;
      const root = await this.#readIf(await this.#rootOf(path));
      sources.set(path, source);
      inherited.set(path, table(table(root?.project.pyproject.tool).uv).sources);
      for (const { path: named2 } of dependenciesOf(source, inherited.get(path))) {
        const folder = [named2, named2 && dirname13(named2)].find((one2) => one2 && this.#folders.has(one2));
        if (folder !== void 0 && !this.#isExcluded(folder)) known.add(folder);
      }
    }
    const { missing, ...workspace } = connect(
      this.#acquainted([...sources.values()]),
      (path) => inherited.get(path)
    );
    return {
      ...workspace,
      sources: withRings(workspace),
      // What is there and is no package, or was taken away, is meant to come from elsewhere.
      missing: missing.filter(
        ({ path }) => path === void 0 || !existsSync11(join46(this.checkout.root, path))
      ),
      checkout: this.checkout,
      asked: [...this.asked]
    };
  }
  /** The same, each knowing the others. */
  #acquainted(sources) {
    if (sources.length < 2) return [...sources];
    const paths = sources.map(({ project }) => project.path);
    const files = new Map(paths.map((path) => [path, []]));
    for (const file of this.checkout.files) {
      let folder = dirname13(file);
      while (!files.has(folder) && folder !== ".") folder = dirname13(folder);
      files.get(folder)?.push(inFolder(folder, file));
    }
    const neighbours = sources.map(({ project: { name, path } }) => ({
      name,
      path,
      modules: modulesIn(files.get(path) ?? [])
    }));
    return sources.map((source) => ({ ...source, project: { ...source.project, neighbours } }));
  }
  /** The folder above a package, or its own, that is the root of a workspace of uv; else the root of the checkout. */
  async #rootOf(path) {
    for (let folder = path; folder !== "."; folder = dirname13(folder)) {
      const tool = table((await this.#readIf(folder))?.project.pyproject.tool);
      if (table(tool.uv).workspace !== void 0) return folder;
    }
    return ".";
  }
  /** The packages that a folder holds as the root of a workspace; none where it is none. */
  async #membersOf(path, problems) {
    const root = await this.#readIf(path);
    const patterns = memberPatterns(root);
    if (patterns === void 0) return [];
    const base = resolve9(this.checkout.root, path);
    const globs = (texts4) => texts4.map((text5) => globOf(text5, base));
    const members = await this.#matching(globs(patterns.members), globs(patterns.exclude), problems);
    const isMember = patterns.isWorkspace && root !== void 0 && shipsPackage(root);
    return isMember && !this.#isExcluded(path) ? [path, ...members.filter((one2) => one2 !== path)] : members;
  }
  /**
   * The packages in folders that match a pattern, in the order of their paths.
   *
   * @param problems where what is wrong with one of them is told, if it is asked for
   */
  async #matching(globs, exclude, problems) {
    const { root } = this.checkout;
    const folders = [...this.#folders.keys()].filter((path) => {
      const folder = resolve9(root, path);
      return globs.some((glob) => isMatch(glob, folder)) && !this.#isExcluded(path) && !isExcluded(exclude, folder);
    });
    const sources = await Promise.all(folders.sort().map((path) => this.#readIf(path, problems)));
    return sources.flatMap(
      (source) => source !== void 0 && shipsPackage(source) ? [source.project.path] : []
    );
  }
  #isExcluded(path) {
    return isExcluded(this.#excluded, resolve9(this.checkout.root, path));
  }
  /** What is in a folder; undefined where there is no project, or none that can be read. */
  async #readIf(path, problems) {
    if (!this.#folders.has(path) && !this.#sources.has(path)) return void 0;
    return this.#read(path).catch((error) => {
      if (!(error instanceof ConfigurationError)) throw error;
      problems?.push(...error.problems);
      return void 0;
    });
  }
  #read(path) {
    const known = this.#sources.get(path) ?? this.#readSource(path);
    this.#sources.set(path, known);
    return known;
  }
  async #readSource(path) {
    const { checkout } = this;
    const folder = resolve9(checkout.root, path);
    const read2 = (name) => readFile19(join46(folder, name), "utf8").catch(() => void 0);
    const [project, setupPy, ...requirements] = await Promise.all([
      readProject(checkout, folder),
      read2("setup.py"),
      ...(this.#folders.get(path) ?? []).map(read2)
    ]);
    const lines = requirements.flatMap((text5) => (text5 ?? "").split(/\r?\n/)).map((line) => line.trim());
    return { project, setupPy, requirements: lines };
  }
};
function withRings({ sources, cycles }) {
  const names = new Map(sources.map(({ project }) => [project.path, project.name]));
  return sources.map((source) => {
    const cycle = cycles.find((paths) => paths.includes(source.project.path));
    if (cycle === void 0) return source;
    const at2 = cycle.indexOf(source.project.path);
    const others = [...cycle.slice(at2 + 1), ...cycle.slice(0, at2)];
    const ring = others.flatMap((path) => names.get(path) ?? []);
    return { ...source, project: { ...source.project, ring } };
  });
}
function inFolder(folder, file) {
  return folder === "." ? file : file.slice(folder.length + 1);
}

// src/checks/declaring.ts
function declare(distribution, project, unless) {
  const python = unless === void 0 ? void 0 : opposite(unless);
  const marker = python === void 0 ? "" : `; python_version ${python.replace(/[\d.]+/, " '$&'")}`;
  const requirement2 = distribution + marker;
  switch (placeOf2(project)) {
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
      return { table: placeOf2(project), line: requirement2 };
  }
}
function dependencyTable(project) {
  return declare("", project).table;
}
function placeOf2(project) {
  const declared = table(project.pyproject.project);
  const tool = table(project.pyproject.tool);
  const dynamic = isTexts(declared.dynamic) && declared.dynamic.includes("dependencies");
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

// src/checks/standard-library.ts
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
var OLDEST2 = 8;
function isStandardEverywhere(name, requiresPython) {
  const since = minorOf(SINCE.get(name));
  if (Number.isNaN(since)) return false;
  const oldest = requiresPython === void 0 ? OLDEST2 : 0;
  for (let minor2 = oldest; minor2 < since; minor2++) {
    if (isAllowed(`3.${minor2}.99`, requiresPython)) return false;
  }
  return true;
}
function pythonsWith(module) {
  const top = topOf(module);
  const until = UNTIL.get(top);
  if (until !== void 0) return `<${until}`;
  const since = SINCE.get(top);
  return minorOf(since) > OLDEST2 ? `>=${since}` : void 0;
}
function minorOf(version) {
  return Number(version?.split(".")[1]);
}

// src/checks/where.ts
function ownLines(error, { wheel }) {
  return [...error.frames].reverse().flatMap(({ file, line }) => {
    const shipped = shippedPath(file, wheel);
    return shipped === void 0 ? [] : [{ file: shipped, line }];
  });
}
function whereInCheckout(error, contents) {
  for (const { file, line } of ownLines(error, contents)) {
    const source = contents.sourceMap.sourceOf(file);
    if (source !== void 0) return { file: source, line };
  }
  return void 0;
}

// src/checks/dependencies.ts
function checkDependencies(facts) {
  const contents = seenValue(facts.contents);
  const installation = seenValue(facts.install);
  if (contents === void 0 || installation?.kind !== "installed") return [];
  const seen = undeclaredAsSeen(facts, contents, installation);
  const next2 = undeclaredNext(facts, contents, installation);
  return [
    ...onePerDistribution([...seen, ...next2]),
    ...untaken(facts, contents),
    ...transitive(facts, contents, installation)
  ];
}
var missingDistributions = oncePerFacts((facts) => {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const entries = publicModules(contents.wheel).map((module) => `import ${module}`);
  const found = /* @__PURE__ */ new Map();
  for (const { cause, who, from, error } of needsOf(facts)) {
    if (cause.kind !== "distribution" || from === "test") continue;
    if (who.startsWith("import ") && !entries.includes(who)) continue;
    const module = topOf(cause.module);
    const known = found.get(module);
    const imported = statementOf(error, cause.module, facts)?.module ?? cause.module;
    const neededBy = [...known?.neededBy ?? [], who];
    found.set(module, { imported, error, ...known, module, neededBy });
  }
  return [...found.values()];
});
function statementOf(error, module, facts) {
  const contents = seenValue(facts.contents);
  const imports = seenValue(facts.scan)?.imports ?? [];
  if (contents === void 0) return void 0;
  const lines = chain(error).flatMap((one2) => ownLines(one2, contents));
  for (const { file, line } of lines) {
    const statement = imports.find(
      (one2) => one2.file === file && one2.line === line && `${one2.module}.`.startsWith(`${module}.`)
    );
    if (statement !== void 0) return statement;
  }
  return void 0;
}
function undeclaredAsSeen(facts, contents, installation) {
  return missingDistributions(facts).map(({ module, imported, neededBy, error }) => {
    const { extras, ...rest } = describe(imported, facts, contents, installation);
    const isMeant = extras.length > 0 || namesExtra(error) || statementOf(error, module, facts)?.when === "guarded";
    return {
      rule: "dependency-undeclared",
      severity: isMeant ? "warning" : "error",
      facts: { ...rest, extras, neededBy, others: [] },
      where: whereInCheckout(error, contents) ?? placeOf3(module, facts, contents)
    };
  });
}
function undeclaredNext(facts, contents, installation) {
  const failed = new Set(missingDistributions(facts).flatMap(({ neededBy }) => neededBy));
  const called = contents.wheel.entryPoints.map(({ name }) => `the script ${name}`);
  const isOpen = (who) => failed.has(who) || who.startsWith("the script ") && !called.includes(who);
  return lacking(facts, contents).filter(({ when, reached }) => when === "import" && reached.length > 0 && reached.every(isOpen)).map((statement) => ({
    rule: "dependency-undeclared",
    severity: "warning",
    facts: {
      ...describe(statement.module, facts, contents, installation),
      neededBy: statement.reached,
      others: []
    },
    where: whereOf(statement)
  })).filter((finding) => finding.facts.extras.length === 0);
}
function untaken(facts, contents) {
  const installation = seenValue(facts.install);
  if (installation?.kind !== "installed") return [];
  const told2 = new Set(missingDistributions(facts).map(({ module }) => module));
  const names = requirementsOf(contents).map(({ name }) => name);
  const shipped = new Set(contents.wheel.files.flatMap(({ path }) => path.replace(/\.\w+$/, "").split("/")));
  const optional2 = new Set(
    lacking(facts, contents).filter(({ when }) => when === "guarded").map(({ module }) => topOf(module))
  );
  const found = /* @__PURE__ */ new Map();
  for (const statement of lacking(facts, contents)) {
    const { module, when, reached, file } = statement;
    const top = topOf(module);
    const { distribution } = distributionOf(module, facts);
    if (optional2.has(top) || when === "import" && reached.length > 0 || !isOwnCode(file)) continue;
    if (told2.has(top) || pythonsWith(module) !== void 0 || found.has(top)) continue;
    if (shipped.has(top) || isLikelyFrom(module, distribution, names)) continue;
    found.set(top, statement);
  }
  const [first, ...others] = found.values();
  if (first === void 0) return [];
  const place4 = ({ module, source, file, line }) => `${topOf(module)} (${source ?? file}:${line})`;
  return [
    {
      rule: "dependency-undeclared",
      severity: "note",
      facts: {
        ...describe(first.module, facts, contents, installation),
        neededBy: [],
        others: others.map(place4)
      },
      where: whereOf(first)
    }
  ];
}
function lacking(facts, { unshippedModules: unshippedModules2 }) {
  return (seenValue(facts.scan)?.imports ?? []).filter(
    ({ module, providers }) => providers.length === 0 && !unshippedModules2.has(module) && !unshippedModules2.has(topOf(module))
  );
}
function describe(module, facts, contents, { providers, distributions }) {
  const sibling = siblingOf(module, facts.project);
  const [owner] = sibling === void 0 ? providers[topOf(module)] ?? [] : [sibling.name];
  const { distribution, known } = owner === void 0 ? distributionOf(module, facts) : { distribution: owner, known: true };
  const named2 = requirementsOf(contents).filter(({ name }) => name === normalizeName(distribution));
  const installed2 = distributions.find(({ name }) => normalizeName(name) === normalizeName(distribution));
  const python = pythonsWith(module) ?? null;
  const { project } = facts;
  return {
    module: owner === void 0 ? topOf(module) : module,
    distribution,
    known,
    sibling: sibling?.path ?? null,
    declared: named2.some(({ ofExtra }) => ofExtra === void 0),
    installed: installed2?.version ?? null,
    python,
    extras: extrasWith(distribution, contents),
    ...declare(distribution, project, python ?? void 0)
  };
}
function onePerDistribution(findings) {
  const found = /* @__PURE__ */ new Map();
  for (const finding of findings) {
    const key = normalizeName(finding.facts.distribution);
    const known = found.get(key);
    const neededBy = [.../* @__PURE__ */ new Set([...known?.facts.neededBy ?? [], ...finding.facts.neededBy])];
    const first = known ?? finding;
    found.set(key, { ...first, facts: { ...first.facts, neededBy } });
  }
  return [...found.values()];
}
function namesExtra({ message }) {
  return /pip install|\[\w[\w,-]*\]/.test(message);
}
function transitive(facts, contents, { distributions }) {
  const direct2 = requirementsOf(contents).filter(({ ofExtra }) => ofExtra === void 0);
  const names = new Set(direct2.map(({ name }) => name));
  const own = normalizeName(contents.wheel.metadata.name);
  const pinned2 = pinnedBy(direct2, distributions);
  const found = /* @__PURE__ */ new Map();
  for (const statement of seenValue(facts.scan)?.imports ?? []) {
    const { providers, when, reached, file } = statement;
    const [first] = providers;
    if (first === void 0 || when !== "import" || reached.length === 0 || !isOwnCode(file)) continue;
    if (providers.map(normalizeName).some((name) => names.has(name) || name === own || pinned2.has(name)))
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
        module: normalizeName(topOf(first.module)) === normalizeName(distribution) ? distribution : first.module,
        distribution,
        broughtBy: bringer(distribution, direct2, distributions) ?? null,
        files: files.size,
        ...declare(distribution, facts.project)
      },
      where: whereOf(first)
    };
  });
}
function pinnedBy(direct2, distributions) {
  const names = new Set(direct2.map(({ name }) => name));
  const requirements = distributions.filter(({ name }) => names.has(normalizeName(name))).flatMap(({ requires }) => requires.flatMap((text5) => parseRequirement(text5) ?? []));
  return new Set(
    requirements.filter(({ text: text5 }) => /===?\s*[\w.!+-]+\s*(?:[,)]|$)/.test(text5.split(";")[0])).map(({ name }) => name)
  );
}
function bringer(wanted, direct2, distributions) {
  const byName2 = new Map(distributions.map((one2) => [normalizeName(one2.name), one2]));
  const seen = /* @__PURE__ */ new Set();
  const waiting = direct2.map((requirement2) => ({ ...requirement2, through: requirement2.name }));
  for (const { name, extras, through } of waiting) {
    if (name === normalizeName(wanted)) return byName2.get(through)?.name ?? through;
    const key = `${name}[${extras}]`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const text5 of byName2.get(name)?.requires ?? []) {
      const requirement2 = parseRequirement(text5);
      if (requirement2 === void 0) continue;
      const { ofExtra } = requirement2;
      if (ofExtra === void 0 || extras.includes(ofExtra)) waiting.push({ ...requirement2, through });
    }
  }
  return void 0;
}
function placeOf3(module, facts, contents) {
  const statement = lacking(facts, contents).find(
    (one2) => topOf(one2.module) === module && one2.when === "import" && one2.reached.length > 0
  );
  return statement === void 0 ? void 0 : whereOf(statement);
}
function whereOf({ source, line }) {
  return source === void 0 ? void 0 : { file: source, line };
}

// src/checks/own-fault.ts
function ownFault(module, { error, importsFromSources, nameIsNowhere }, contents) {
  if (importsFromSources) return "checkout";
  if (error === void 0) return void 0;
  if (lacksOwnModule(module, error, contents)) return "own-module";
  const missing = nameNotThere(error);
  if (missing === void 0 || nameIsNowhere !== true) return void 0;
  const named2 = `${missing.module}.${missing.name}`;
  return isMeantForElsewhere(module, named2) || isNotCompiled(named2, contents) ? void 0 : "own-name";
}
function lacksOwnModule(module, { type, message, name }, contents) {
  if (type !== "ModuleNotFoundError" || name === null || name === module) return false;
  if (message !== `No module named '${name}'`) return false;
  return isOwn2(name, contents.wheel) && !isShipped2(name, contents.wheel) && !isMeantForElsewhere(module, name) && !isNotCompiled(name, contents);
}
function isOwn2(name, wheel) {
  return portionsOf(wheel).some((portion) => name.startsWith(`${portion.replaceAll("/", ".")}.`));
}
function isShipped2(name, { files }) {
  const folder = `${name.replaceAll(".", "/")}/`;
  return files.some(({ path }) => moduleOf(path) === name || path.startsWith(folder));
}
var PLATFORM = /(^|[._])(_?ps)?(win(dows|32|64)?|nt|mswin|linux|posix|unix|osx|macos|mac|darwin|cocoa|bsd|freebsd|openbsd|netbsd|sunos|solaris|aix|cygwin|java|jython|android|ios|wasm|emscripten|pyodide)\d*($|[._])/i;
function isMeantForElsewhere(...names) {
  return names.some((name) => PLATFORM.test(name));
}
function isNotCompiled(name, { unshipped, wheel }) {
  const stem = name.replaceAll(".", "/");
  return [...unshipped.keys(), ...wheel.files.map(({ path }) => path)].some(
    (path) => path.startsWith(`${stem}.`) && EXTENSION_SOURCE.test(path.slice(stem.length))
  );
}
var EXTENSION_SOURCE = /^\.(pyx|pxd|pyi|c|cc|cpp|cxx|rs|f|f90|zig|go)$/;

// src/project/declared-version.ts
function declaredVersion(project) {
  const { backend } = project.buildSystem;
  const inPyproject3 = (path, isFinal) => {
    const version2 = valueAt(project, path);
    if (typeof version2 !== "string") return void 0;
    return { version: version2, file: pyprojectOf(project), line: project.lineOf(path), isFinal };
  };
  const isSetuptools = /^setuptools\b/.test(backend);
  const standard = inPyproject3(["project", "version"], !(isSetuptools && isTagged(project)));
  if (standard !== void 0) return standard;
  if (backend.startsWith("poetry")) {
    const replaced = valueAt(project, ["tool", "poetry-dynamic-versioning"]) !== void 0;
    return inPyproject3(["tool", "poetry", "version"], !replaced);
  }
  const version = project.setupCfg.get("metadata")?.get("version");
  if (!isSetuptools || version === void 0 || /^(?:attr|file):/.test(version)) return void 0;
  return { version, file: fileOf(project, "setup.cfg"), line: void 0, isFinal: !isTagged(project) };
}
function isTagged({ setupCfg }) {
  const settings = setupCfg.get("egg_info");
  const isOn = (value = "") => !/^(?:0|no|false|off)?$/i.test(value);
  return isOn(settings?.get("tag_build")) || isOn(settings?.get("tag_date"));
}

// src/checks/printed-version.ts
import { stripVTControlCharacters as stripVTControlCharacters2 } from "node:util";

// src/checks/version-comparison.ts
var SAME = { agrees: true };
var INCOMPARABLE = { agrees: null };
var other = (severity) => ({ agrees: false, severity });
var NOT_KNOWN = /\bunknown\b/i;
function compareSaid(said, version) {
  const actual = explain(version);
  if (said === version) return SAME;
  if (actual === null) return INCOMPARABLE;
  const parts = explain(said.trim().split(/\s/)[0] ?? "");
  const isReleased2 = actual.dev === null && !isZero(actual.release);
  if (parts === null) {
    if (sameRelease(/^v?(\d+(?:\.\d+)*)/.exec(said.trim())?.[1], actual.base_version)) return SAME;
    return other(isReleased2 && NOT_KNOWN.test(said) ? "error" : "warning");
  }
  const release = (text5) => actual.dev === null ? text5 : text5.replace(/\.dev\d+$/, "");
  if (compare(release(parts.public), release(actual.public)) === 0) return SAME;
  return other(isReleased2 && !isCutShort(parts.release, actual.release) ? "error" : "warning");
}
function compareWritten(written2, version) {
  const parts = explain(written2);
  if (parts === null) return INCOMPARABLE;
  const { agrees } = compareSaid(written2, version);
  if (agrees !== false) return { agrees };
  return isZero(parts.release) ? INCOMPARABLE : other("warning");
}
function compareBuilt(built, version) {
  if (built === version) return SAME;
  const [parts, actual] = [explain(built), explain(version)];
  if (parts === null || actual === null) return INCOMPARABLE;
  return compare(parts.public, actual.public) === 0 ? SAME : other("error");
}
function isZero(release) {
  return release.every((number2) => number2 === 0);
}
function sameRelease(claimed, version) {
  return claimed !== void 0 && compare(claimed, version) === 0;
}
function isCutShort(claimed, version) {
  return claimed.length > 2 && claimed.length < version.length && claimed.every((number2, place4) => number2 === version[place4]);
}

// src/checks/printed-version.ts
var NOTHING3 = { version: null, ...INCOMPARABLE };
function printedVersion(output, version, names) {
  const lines = stripVTControlCharacters2(output).split(/\r\n|\r|\n/).map((line) => line.trim()).filter(Boolean);
  const same = lines.flatMap(versionsIn).find((one2) => compareSaid(one2, version).agrees);
  if (same !== void 0) return { version: same, agrees: true };
  const own = new Set(names.map((name) => normalizeName(name)));
  const named2 = lines.flatMap((line) => ownVersion(line, (name) => own.has(calledIn(name))) ?? []);
  const alone = lines.length === 1 ? ownVersion(lines[0], (name) => name === "") : void 0;
  const [said, ...others] = named2.length > 0 ? named2 : [alone];
  if (said === void 0 || others.some((one2) => one2 !== said)) return NOTHING3;
  if (explain(said) === null || isDate(said) && !isDate(version)) return NOTHING3;
  return { version: said, ...compareSaid(said, version) };
}
function versionsIn(line) {
  const words2 = line.split(/[\s,;:()[\]{}<>"'`=/\\@|]+/);
  return [...words2, ...words2.map((word) => word.replace(/^[A-Za-z][\w.]*?-(?=v?\d)/, ""))].map((word) => word.replace(/^v(?=\d)/i, "").replace(/\.+$/, "")).filter((word) => /^\d/.test(word));
}
var VERSION = /\d+(?:\.\d|[!+]\w)[\w.!+-]*/;
var LINE = new RegExp(
  `^(?:(?<name>.*?[^\\s,:/=@-])[\\s,:/=@-]+)??(?:version[:\\s]+)?v?(?<version>${VERSION.source})(?<rest>(?![\\w./\\\\!+-]).*)$`,
  "i"
);
function ownVersion(line, isName) {
  const { name = "", version, rest = "" } = LINE.exec(line)?.groups ?? {};
  const more = rest.split(/[([{]|\bfrom\b/)[0];
  if (version === void 0 || !isName(name) || VERSION.test(more)) return void 0;
  return name === "" && /\w/.test(more) ? void 0 : version.replace(/[.-]+$/, "");
}
function calledIn(name) {
  const file = name.split(/[\\/]/).at(-1);
  return normalizeName(file.replace(/\.(?:exe|py|pyz)$/i, "").replaceAll(" ", "-"));
}
function isDate(version) {
  const [year = 0, month = 0] = explain(version)?.release ?? [];
  return year >= 1970 && year < 2100 && month >= 1 && month <= 12;
}

// src/checks/version-table.ts
function versionTable(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const { version } = contents.wheel.metadata;
  return [
    { place: "metadata", source: "METADATA of the wheel", version, agrees: true },
    ...builtFiles(facts, contents),
    ...installed(facts, contents),
    ...attribute(facts, contents),
    ...script(facts, contents),
    ...written(facts, version),
    ...tags(facts, version)
  ];
}
function builtFiles({ build: build2 }, { wheel }) {
  const built = seenValue(build2);
  const { name, version } = wheel.metadata;
  const row = (place4, source, told2) => told2 === void 0 ? [] : [{ place: place4, source, version: told2, ...compareBuilt(told2, version) }];
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
function installed({ install: install2 }, { wheel }) {
  const installation = seenValue(install2);
  const { name, version } = wheel.metadata;
  const own = installation?.kind === "installed" ? installation.distributions.find((one2) => normalizeName(one2.name) === normalizeName(name)) : void 0;
  if (own === void 0) return [];
  const source = `importlib.metadata.version("${name}")`;
  return [{ place: "installed", source, version: own.version, ...compareBuilt(own.version, version) }];
}
function attribute({ imports }, { wheel, sourceMap }) {
  const top = speakingPackage(wheel);
  const attempt = seenValue(imports)?.find(({ module }) => module === top);
  const version = (attempt?.withExtras ?? attempt)?.version;
  if (typeof version !== "string") return [];
  const file = sourceMap.sourceOf(`${top}/__init__.py`) ?? sourceMap.sourceOf(`${top}.py`);
  return [
    {
      place: "attribute",
      source: `${top}.__version__`,
      version,
      ...compareSaid(version, wheel.metadata.version),
      ...file === void 0 ? {} : { where: { file } }
    }
  ];
}
function script(facts, { wheel }) {
  const speaker = speakingScript(wheel);
  const seen = seenValue(facts.scripts)?.find(({ entryPoint }) => entryPoint.name === speaker?.name);
  if (speaker === void 0 || seen?.versionRun === void 0) return [];
  const { args, ending, error, stdout, stderr } = seen.versionRun;
  const worked = ending.kind === "exited" && ending.code === 0 && error === void 0;
  const { name, version } = wheel.metadata;
  const names = [speaker.name, name, speakingPackage(wheel) ?? name];
  const printed = worked ? stdout.trim() || stderr : "";
  return [
    {
      place: "script",
      source: [speaker.name, ...args].join(" "),
      ...printedVersion(printed, version, names),
      where: whereDeclared(speaker, facts)
    }
  ];
}
function written({ project }, version) {
  const declared = declaredVersion(project);
  const { locked } = project;
  const row = (place4, { file, line }, told2, isMeant) => ({
    place: place4,
    source: file.split("/").at(-1),
    version: told2,
    ...told2 !== null && isMeant ? compareWritten(told2, version) : INCOMPARABLE,
    where: { file, line }
  });
  return [
    ...declared === void 0 ? [] : [row("declared", declared, declared.version, declared.isFinal)],
    // Where the version is found by the build, some versions of uv wrote the one that was found then.
    ...locked === void 0 ? [] : [row("lock", locked, locked.version, declared?.isFinal === true)]
  ];
}
function tags({ event, project, release }, version) {
  const { here = [], baseline } = seenValue(release) ?? {};
  const agrees = (tagged) => valid(version) !== null && compare(tagged, version) === 0;
  const tag = event.kind === "tag" ? { name: event.tag, version: parseTags([{ name: event.tag, commit: "" }], project)[0]?.version } : here.find((one2) => agrees(one2.version)) ?? here[0];
  const told2 = tag?.version;
  return [
    ...tag === void 0 ? [] : [
      {
        place: "tag",
        source: `tag ${tag.name}`,
        version: told2 ?? null,
        agrees: told2 === void 0 ? null : agrees(told2)
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

// src/checks/version-claims.ts
function checkVersionClaims(facts) {
  return [...disagreements(facts), ...otherName(facts)];
}
function disagreements(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const { name: distribution, version } = contents.wheel.metadata;
  const rows = versionTable(facts);
  return rows.flatMap((row) => {
    const { place: place4, source: by, version: claimed, severity, where } = row;
    if (severity === void 0 || claimed === null || isToldBefore(row, rows, facts)) return [];
    return [
      { rule: "version-disagrees", severity, facts: { distribution, version, by, claimed, place: place4 }, where }
    ];
  });
}
var TAKEN_FROM = {
  "file-name": "sdist",
  script: "attribute",
  lock: "declared"
};
function isToldBefore({ place: place4, version }, rows, facts) {
  if (place4 === "file-name" && facts.metadata.kind === "seen") return true;
  return rows.some(
    (row) => row.place === TAKEN_FROM[place4] && row.severity !== void 0 && row.version === version
  );
}
function otherName(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const { name, version } = contents.wheel.metadata;
  const found = needsOf(facts).filter(({ from }) => from !== "test").flatMap(({ error }) => chain(error)).find((one2) => nameAskedFor(one2, facts) !== void 0);
  if (found === void 0) return [];
  const by = `importlib.metadata.version("${nameAskedFor(found, facts)}")`;
  return [
    {
      rule: "version-disagrees",
      severity: "error",
      facts: { distribution: name, version, by, claimed: null, place: "name" },
      where: whereInCheckout(found, contents)
    }
  ];
}
function isToldByName(error, facts) {
  return chain(error).some((one2) => nameAskedFor(one2, facts) !== void 0) && otherName(facts).length > 0;
}
var NO_METADATA = /^(?:No package metadata was found for )?([\w.-]+)$/;
var NOT_INSTALLED = /^'([\w.-]+)' is not installed\. Try passing 'package_name' instead\.$/;
function nameAskedFor({ type, message }, facts) {
  const wheel = seenValue(facts.contents)?.wheel;
  const said = { PackageNotFoundError: NO_METADATA, RuntimeError: NOT_INSTALLED }[type];
  const asked = said?.exec(message)?.[1];
  if (wheel === void 0 || asked === void 0) return void 0;
  if (normalizeName(asked) === normalizeName(wheel.metadata.name)) return void 0;
  const module = asked.replaceAll("-", "_").toLowerCase();
  return wheel.files.some(({ path }) => moduleOf(path)?.toLowerCase() === module) ? asked : void 0;
}

// src/checks/imports.ts
function checkImports(facts) {
  const failures2 = failuresOf(facts);
  const accused = failures2.filter(({ why }) => why !== "elsewhere");
  const byCause = /* @__PURE__ */ new Map();
  for (const failure of [...accused].sort((a, b) => rank(a) - rank(b))) {
    const group2 = byCause.get(causeKey(failure));
    if (group2 === void 0) byCause.set(causeKey(failure), [failure]);
    else group2.push(failure);
  }
  const tolerated = failures2.filter(({ why }) => why === "elsewhere");
  for (const failure of tolerated) byCause.get(causeKey(failure))?.push(failure);
  const unknown = tolerated.filter((failure) => !byCause.has(causeKey(failure)));
  return [...byCause.values(), unknown].flatMap((group2) => inOneFinding(group2, facts));
}
function isToldByImport(error, facts) {
  if (isToldByName(error, facts)) return true;
  return failuresOf(facts).some(
    ({ attempt, severity }) => severity === "error" && attempt.error !== void 0 && isSame2(attempt.error, error)
  );
}
function isSame2(one2, other2) {
  const place4 = ({ frames }) => {
    const last2 = frames.at(-1);
    return `${last2?.file.split(/[\\/]/).slice(-2).join("/")}:${last2?.line}`;
  };
  const said = ({ message }) => message.replace(/([\\/]environments[\\/])[^\\/]+/g, "$1");
  return one2.type === other2.type && said(one2) === said(other2) && place4(one2) === place4(other2);
}
var failuresOf = oncePerFacts(
  (facts) => (seenValue(facts.imports) ?? []).flatMap((evidence) => failureOf2(evidence, facts) ?? [])
);
function failureOf2(evidence, facts) {
  const { module, withExtras: withExtras2 } = evidence;
  const attempt = withExtras2 ?? evidence;
  const contents = seenValue(facts.contents);
  if (attempt.outcome === "imported" || contents === void 0) return void 0;
  if (attempt.error !== void 0 && isToldByName(attempt.error, facts)) return void 0;
  const failure = { module, attempt, extras: withExtras2?.extras ?? [] };
  const found = attempt.error === void 0 ? void 0 : causeOf(attempt.error, contents);
  const cause = found?.kind ?? "other";
  if (cause === "module" || cause === "data") return void 0;
  const undeclared = missingDistributions(facts).map((missing) => missing.module);
  if (cause === "distribution" && isPublicTopLevel(module)) return void 0;
  if (found !== void 0 && isToldElsewhere(found, undeclared)) return void 0;
  const fault = ownFault(module, attempt, contents);
  if (fault !== void 0) return { ...failure, why: fault, severity: "error" };
  if (cause === "distribution" || !publicNames(contents.wheel).includes(module))
    return { ...failure, why: "elsewhere", severity: "note" };
  const { error } = attempt;
  const excused = error !== void 0 && (isAnothersError(error, facts) || namesExtra(error));
  return { ...failure, why: "public", severity: excused ? "warning" : "error" };
}
function rank({ module }) {
  return isPublicTopLevel(module) ? 0 : 1;
}
function causeKey({ module, attempt }) {
  return failureKey(module, attempt);
}
function inOneFinding(failures2, facts) {
  const [first, ...others] = failures2;
  const contents = seenValue(facts.contents);
  if (first === void 0 || contents === void 0) return [];
  const { module, attempt, extras, why, severity } = first;
  return [
    {
      rule: "import-failed",
      severity,
      facts: {
        module,
        error: wordsFor(attempt),
        why,
        extras,
        others: others.map((one2) => ({ module: one2.module, error: wordsFor(one2.attempt) }))
      },
      where: attempt.error === void 0 || why === "elsewhere" ? void 0 : whereInCheckout(attempt.error, contents)
    }
  ];
}
function isAnothersError({ qualname }, facts) {
  const installation = seenValue(facts.install);
  const own = seenValue(facts.contents)?.wheel.topLevels.map(({ name }) => name) ?? [];
  const [top = ""] = qualname.split(".");
  return installation?.kind === "installed" && top in installation.providers && !own.includes(top);
}
function wordsFor({ outcome, error }) {
  if (error !== void 0) return `${error.type}: ${error.message.split("\n")[0]?.slice(0, 300)}`;
  return outcome === "imported" ? "it imports" : OUTCOMES[outcome];
}
var OUTCOMES = {
  failed: "it fails",
  exited: "it ends the program",
  killed: "it kills the program",
  "timed-out": "it does not end"
};

// src/checks/backend.ts
var NAMES2 = [
  ["setuptools", "setuptools"],
  ["hatchling", "hatchling"],
  ["flit", "flit"],
  ["poetry", "poetry-core"],
  ["pdm", "pdm-backend"],
  ["uv_build", "uv_build"]
];
function backendName({ project }) {
  const { backend } = project.buildSystem;
  return NAMES2.find(([prefix]) => backend.startsWith(prefix))?.[1] ?? backend;
}
function packagingOf(facts) {
  const { project } = facts;
  const configuration = project.pyproject.project !== void 0 ? "pyproject.toml" : project.setupCfg.get("options")?.has("packages") ? "setup.cfg" : "setup.py";
  return { backend: backendName(facts), configuration, folder: project.path };
}

// src/checks/build.ts
function checkBuild(facts) {
  const value = seenValue(facts.build);
  if (value?.kind !== "failed") return [];
  return [buildFailed(facts, value.failure), ...undeclaredInBuild(facts, value.failure)];
}
function undeclaredInBuild({ project }, { undeclared }) {
  if (undeclared === void 0) return [];
  const { module, file, line } = undeclared;
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
        ...declare(distributionOf(module, { providers: {} }).distribution, project, python ?? void 0)
      },
      where: { file: fileOf(project, file), line }
    }
  ];
}
function buildFailed(facts, { step, words: words2, absent }) {
  const { project } = facts;
  const line = project.lineOf(["build-system"]);
  const treeBuilds = step === "wheel from the sdist" && seenValue(facts.rebuilds)?.fromTree.kind === "built";
  return {
    rule: "build-failed",
    severity: "error",
    facts: { step, words: words2, absent: absent ?? null, treeBuilds, ...packagingOf(facts) },
    ...line === void 0 ? {} : { where: { file: pyprojectOf(project), line } }
  };
}

// src/checks/junk.ts
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
  // Some backends keep the configuration as it was beside the one that they write.
  { what: "leftovers of merges", path: /(?<!\.toml)\.orig$|\.rej$/, in: BOTH, inTests: false }
];
function isSpecimen(path) {
  return isTestPath(path) || /(^|\/)(testing|testdata|test_data|fixtures?|examples?|docs?|samples?|templates?|skeletons?|cookiecutters?)\//.test(
    path
  ) || path.includes("{{");
}
function checkJunk(facts, contents) {
  const { wheel } = contents;
  const build2 = seenValue(facts.build);
  const sdist = build2?.kind === "built" ? build2.sdist : void 0;
  const inWheel = wheel.members.map(({ name }) => name);
  const shipped = new Set(inWheel.map((name) => contents.sourceMap.sourceOf(name) ?? name));
  const inSdist = (sdist?.files ?? []).filter((file) => !shipped.has(fileOf(facts.project, file)));
  return [
    ...junkIn("wheel", inWheel, facts),
    ...junkIn("sdist", inSdist, facts),
    ...credentialsIn("wheel", inWheel, wheel.credentials, facts),
    ...credentialsIn("sdist", inSdist, sdist?.credentials ?? /* @__PURE__ */ new Map(), facts)
  ];
}
function junkIn(artifact, files, facts) {
  const found = /* @__PURE__ */ new Map();
  for (const file of files) {
    const kind = KINDS.find(
      ({ path, in: artifacts, inTests }) => path.test(file) && artifacts.includes(artifact) && (inTests || !isSpecimen(file))
    );
    if (kind !== void 0) found.set(kind.what, [...found.get(kind.what) ?? [], file]);
  }
  return [...found].map(([what, paths]) => ({
    rule: "junk-shipped",
    severity: "warning",
    facts: { artifact, what, paths, secret: false, example: false, ...packagingOf(facts) }
  }));
}
function credentialsIn(artifact, files, credentials, facts) {
  const found = files.flatMap((path) => {
    const what = credentials.get(path) ?? (isEnvironment(path) ? "settings of an environment" : void 0);
    return what === void 0 ? [] : [{ path, what }];
  });
  const finding = (severity, what, paths, example) => {
    const secret = paths.some((path) => credentials.has(path));
    return {
      rule: "junk-shipped",
      severity,
      facts: { artifact, what, paths, secret, example, ...packagingOf(facts) }
    };
  };
  const real = found.filter(({ path }) => !isSpecimen(path));
  const examples = /* @__PURE__ */ new Map();
  for (const { path, what } of found) {
    if (!isSpecimen(path) || artifact === "sdist" && !credentials.has(path)) continue;
    examples.set(what, [...examples.get(what) ?? [], path]);
  }
  return [
    ...real.map(
      ({ path, what }) => finding(credentials.has(path) || artifact === "wheel" ? "error" : "warning", what, [path], false)
    ),
    ...[...examples].map(
      ([what, paths]) => finding(artifact === "wheel" ? "warning" : "note", what, paths, true)
    )
  ];
}
function isEnvironment(path) {
  return /(^|\/)\.env$/.test(path);
}

// src/checks/why-missing.ts
var import_picomatch4 = __toESM(require_picomatch2(), 1);
function whyMissing(facts, contents, installed2, source) {
  const reason = backendName(facts) === "setuptools" ? whyNotBySetuptools(facts, contents, { installed: installed2, file: inProject2(facts, source) }) : whySetting(facts, contents, source);
  return reason ?? null;
}
function inProject2({ project }, source) {
  const prefix = prefixOf(project);
  return source.startsWith(prefix) ? source.slice(prefix.length) : source;
}
function whySetting(facts, contents, source, applies2 = () => true) {
  const backend = backendName(facts);
  for (const setting of (SETTINGS3[backend] ?? []).filter(applies2)) {
    const reason = settingAgainst(setting, facts, inProject2(facts, source));
    if (reason !== void 0) return reason;
  }
  const pattern = contents.ignoredBy.get(source);
  return pattern !== void 0 && backend === "hatchling" ? `hatchling leaves out what git would ignore, and ${pattern} matches it although it is tracked` : void 0;
}
function whyNotInSdist(facts, contents, source) {
  if (source === void 0) return null;
  const file = inProject2(facts, source);
  return backendName(facts) === "setuptools" ? droppedByManifest(contents.manifest, file) ?? null : whySetting(facts, contents, source, ({ at: at2, effect }) => effect === "drops" || at2.includes("sdist")) ?? null;
}
var drops = (...at2) => ({ at: at2, effect: "drops" });
var keeps = (...at2) => ({ at: at2, effect: "keeps" });
var HATCH = ["tool", "hatch", "build"];
var HATCH_TARGETS = [[...HATCH, "targets", "wheel"], [...HATCH, "targets", "sdist"], HATCH];
var SETTINGS3 = {
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
function settingAgainst({ at: at2, effect }, facts, file) {
  const patterns = textsIn(valueAt(facts.project, at2));
  if (patterns.length === 0) return void 0;
  const matching = patterns.find((pattern) => covers(pattern, file));
  const where = inPyproject(facts, at2);
  if (effect === "keeps")
    return matching === void 0 ? `${where} takes ${quoted(patterns)} alone` : void 0;
  return matching === void 0 ? void 0 : `${where} leaves out ${quoted([matching])}, which matches it`;
}
function textsIn(value) {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => {
    if (typeof item === "string") return [item];
    const { include, path, from } = table(item);
    const text5 = include ?? path;
    if (typeof text5 !== "string") return [];
    return [typeof from === "string" && from !== "." ? `${from}/${text5}` : text5];
  });
}
function covers(pattern, file) {
  const bare = pattern.replace(/^\.?\//, "").replace(/(\/\*\*?)?\/?$/, "");
  if (bare === "" || bare === "**") return true;
  const shapes = bare.includes("/") || pattern.startsWith("/") ? [bare] : [bare, `**/${bare}`];
  return shapes.some((shape) => (0, import_picomatch4.default)([shape, `${shape}/**`], { dot: true })(file));
}
function whyNotBySetuptools(facts, contents, missing) {
  const inManifest = droppedByManifest(contents.manifest, missing.file);
  if (inManifest !== void 0) return inManifest;
  if (moduleOf(missing.installed) === void 0) return whyNoData(facts, contents, missing);
  const parts = missing.installed.split("/").slice(0, -1);
  if (parts.length === 0) return void 0;
  const name = parts.join(".");
  const noInit = folderWithoutInit(contents, missing);
  const skipped = (how) => noInit === void 0 ? void 0 : `${how} skips ${noInit}, as it has no __init__.py`;
  const packages2 = valueAt(facts.project, ["tool", "setuptools", "packages"]);
  if (isTexts(packages2)) {
    if (packages2.includes(name)) return void 0;
    return `${inPyproject(facts, ["tool", "setuptools", "packages"])} lists ${quoted(packages2)}, and not "${name}"`;
  }
  const at2 = ["tool", "setuptools", "packages", "find"];
  const find = table(valueAt(facts.project, at2));
  const where = (key) => inPyproject(facts, [...at2, key]);
  if (isTexts(find.include) && !find.include.some((pattern) => namesPackage(pattern, name)))
    return `${where("include")} finds ${quoted(find.include)}, which does not match "${name}"`;
  const excluded = isTexts(find.exclude) ? find.exclude.find((pattern) => namesPackage(pattern, name)) : void 0;
  if (excluded !== void 0) return `${where("exclude")} leaves out "${excluded}", which matches "${name}"`;
  if (find.namespaces === false) return skipped(`${where("namespaces")} is false, which`);
  const configured = facts.project.setupCfg.get("options")?.get("packages")?.trim();
  if (packagingOf(facts).configuration === "pyproject.toml" && configured === void 0) return void 0;
  if (configured === "find:") return whyNotFoundByCfg(facts, name) ?? skipped('"find:" in setup.cfg');
  if (configured === "find_namespace:") return whyNotFoundByCfg(facts, name);
  if (configured !== void 0 && !/^find/.test(configured))
    return configured.split(/[\s,]+/).includes(name) ? void 0 : `"packages" in setup.cfg lists ${quoted(configured.split(/[\s,]+/))}, and not "${name}"`;
  if (/\bfind_packages\(/.test(contents.setupPy ?? "")) return skipped("find_packages in setup.py");
  const listed = /\bpackages\s*=\s*\[([^\]]*)\]/.exec(contents.setupPy ?? "")?.[1];
  if (listed === void 0 || /['"]/.test(listed) === false) return void 0;
  const names = [...listed.matchAll(/['"]([^'"]+)['"]/g)].map(([, one2 = ""]) => one2);
  return names.includes(name) ? void 0 : `"packages" in setup.py lists ${quoted(names)}, and not "${name}"`;
}
function whyNotFoundByCfg({ project }, name) {
  const options2 = project.setupCfg.get("options.packages.find");
  const [include, exclude] = ["include", "exclude"].map(
    (key) => (options2?.get(key) ?? "").split(/[\n,]+/).map((one2) => one2.trim()).filter(Boolean)
  );
  if (include !== void 0 && include.length > 0 && !include.some((one2) => namesPackage(one2, name)))
    return `"include" in [options.packages.find] of setup.cfg finds ${quoted(include)}, which does not match "${name}"`;
  const excluded = exclude?.find((one2) => namesPackage(one2, name));
  return excluded === void 0 ? void 0 : `"exclude" in [options.packages.find] of setup.cfg leaves out "${excluded}", which matches "${name}"`;
}
function namesPackage(pattern, name) {
  return (0, import_picomatch4.default)(pattern.replaceAll(".", "\\.").replaceAll("*", "**"), { bash: true })(name);
}
function folderWithoutInit({ sources }, { installed: installed2, file }) {
  const depth = installed2.split("/").length;
  const parts = file.split("/");
  const root = parts.length - depth;
  const there = new Set(sources.map(({ path }) => path));
  for (let length = root + 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join("/");
    if (![...there].some((path) => path === `${folder}/__init__.py` || path.endsWith(`/${folder}/__init__.py`)))
      return folder;
  }
  return void 0;
}
function whyNoData(facts, { manifest }, { installed: installed2, file }) {
  const setuptools = ["tool", "setuptools"];
  const patternsOf = (key) => Object.entries(table(valueAt(facts.project, [...setuptools, key]))).flatMap(
    ([of, patterns]) => isTexts(patterns) ? patterns.map((pattern) => ({ of, pattern })) : []
  );
  const matches2 = ({ of, pattern }) => {
    const folder = `${of.replaceAll(".", "/")}/`;
    const inside = installed2.startsWith(folder) ? installed2.slice(folder.length) : installed2.split("/").at(-1);
    return (of === "*" || installed2.startsWith(folder)) && covers(pattern, inside);
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
  return manifest === void 0 ? `${noPattern}, and there is no MANIFEST.in` : takenByManifest(manifest, file) ? `${noPattern}, and include-package-data is not set` : `${noPattern}, and MANIFEST.in does not either`;
}
function manifestCommands(manifest) {
  return manifest.split(/\r?\n/).flatMap((text5, i) => {
    const [command = "", ...words2] = text5.trim().split(/\s+/);
    const [folder = "", ...patterns] = words2;
    const any = (globs, of) => {
      const match = (0, import_picomatch4.default)(globs.map(of), { dot: true });
      return (file) => globs.length > 0 && match(file);
    };
    const inside = folder.replace(/^\.?\/|\/$/g, "");
    const MATCHES = {
      include: any(words2, (glob) => glob),
      "recursive-include": any(patterns, (glob) => `${inside}/**/${glob}`),
      "global-include": any(words2, (glob) => `**/${glob}`),
      graft: any(words2, (glob) => `${glob.replace(/\/$/, "")}/**`)
    };
    const positive = { exclude: "include", prune: "graft" }[command] ?? command.replace("exclude", "include");
    const matches2 = MATCHES[positive];
    if (matches2 === void 0) return [];
    return [{ line: i + 1, text: text5.trim(), effect: positive === command ? "keeps" : "drops", matches: matches2 }];
  });
}
function droppedByManifest(manifest, file) {
  const last2 = manifestCommands(manifest ?? "").findLast(({ matches: matches2 }) => matches2(file));
  return last2?.effect === "drops" ? `"${last2.text}" in line ${last2.line} of MANIFEST.in matches it` : void 0;
}
function takenByManifest(manifest, file) {
  return manifestCommands(manifest).findLast(({ matches: matches2 }) => matches2(file))?.effect === "keeps";
}
function inPyproject({ project }, at2) {
  const line = project.lineOf(at2);
  return `"${at2.at(-1)}" in [${at2.slice(0, -1).join(".")}]${line === void 0 ? "" : ` (line ${line} of pyproject.toml)`}`;
}
function quoted(texts4) {
  return texts4.map((text5) => `"${text5}"`).join(", ");
}

// src/checks/rebuilds.ts
function checkRebuilds(facts) {
  const rebuilds = seenValue(facts.rebuilds);
  const build2 = seenValue(facts.build);
  if (rebuilds === void 0 || build2?.kind !== "built") return [];
  const { fromTree } = rebuilds;
  return [
    ...fromTree.kind === "failed" ? [buildFailed(facts, fromTree.failure)] : sdistIncomplete(facts),
    ...notReproducible(facts)
  ];
}
function lostBySdist(facts) {
  const contents = seenValue(facts.contents);
  const tree = wheelFromTree(facts);
  if (contents === void 0 || tree === void 0) return [];
  const there = new Set(contents.wheel.members.map(placeOf4));
  const strays = strayNames(tree);
  const lost = tree.members.filter(
    (member) => isCompared(member) && !there.has(placeOf4(member)) && !strays.includes(member.name.replace(IN_DATA, "").split(/[/.]/)[0] ?? "")
  );
  const files = lost.map(({ name, sha256 }) => ({ path: name.replace(IN_DATA, ""), sha256 }));
  const { sourceOf: sourceOf2 } = mapSources(files, tree.topLevels, contents.sources);
  return files.map(({ path }) => ({
    installed: path,
    source: contents.unshipped.get(path) ?? sourceOf2(path)
  }));
}
function sdistIncomplete(facts) {
  const contents = seenValue(facts.contents);
  const build2 = seenValue(facts.build);
  const tree = wheelFromTree(facts);
  if (contents === void 0 || build2?.kind !== "built" || tree === void 0) return [];
  const lost = lostBySdist(facts).filter(({ installed: installed2 }) => !installed2.endsWith("/py.typed"));
  const changed = [...changedFiles(contents.wheel, tree, facts), ...changedMetadata(contents.wheel, tree)];
  if (lost.length === 0 && changed.length === 0) return [];
  const inSdist = new Set(build2.sdist.files.map((file2) => fileOf(facts.project, file2)));
  const absent = lost.flatMap(({ source }) => source === void 0 || inSdist.has(source) ? [] : [source]);
  const file = lost.find(({ source }) => source !== void 0)?.source ?? changed[0];
  return [
    {
      rule: "sdist-incomplete",
      severity: changed.length === 0 && lost.every(isMinor) ? "warning" : "error",
      facts: {
        missing: lost.map(({ source, installed: installed2 }) => source ?? installed2),
        changed,
        absent: wholeFolders(
          absent,
          contents.sources.map((source) => source.path),
          inSdist
        ),
        cause: whyNotInSdist(facts, contents, absent[0]),
        ...packagingOf(facts)
      },
      ...file === void 0 || file.endsWith(")") ? {} : { where: { file } }
    }
  ];
}
function wholeFolders(absent, tracked, inSdist) {
  const isGone = (folder) => absent.some((file) => file.startsWith(folder)) && !tracked.some((file) => file.startsWith(folder) && inSdist.has(file));
  const outermost = absent.map((file) => {
    const parts = file.split("/");
    for (let length = 1; length < parts.length; length++) {
      const folder = `${parts.slice(0, length).join("/")}/`;
      if (isGone(folder)) return folder;
    }
    return file;
  });
  return [...new Set(outermost)];
}
function isMinor({ installed: installed2 }) {
  return isTestPath(installed2) || /\.dist-info\//.test(installed2);
}
var IN_DATA = /^[^/]+\.data\/(?:purelib|platlib)\//;
var COMPILED = /\.(so|pyd|dylib|dll|a|o|obj|lib)$/;
function placeOf4({ name }) {
  return name.replace(/^[^/]+\.(data|dist-info)\//, "$1:");
}
function isCompared({ name }) {
  return !name.endsWith(".pyc") && (!/^[^/]+\.dist-info\//.test(name) || /\.dist-info\/licenses\//.test(name));
}
function changedFiles(wheel, tree, facts) {
  const contents = seenValue(facts.contents);
  const digests = new Map(wheel.members.map((member) => [placeOf4(member), member.sha256]));
  return tree.members.flatMap((member) => {
    const other2 = digests.get(placeOf4(member));
    if (other2 === void 0 || other2 === member.sha256) return [];
    if (!isCompared(member) || COMPILED.test(member.name)) return [];
    const name = member.name.split("/").at(-1);
    const source = contents?.sources.find(
      ({ path, sha256 }) => sha256 === member.sha256 && (path === name || path.endsWith(`/${name}`))
    );
    return source === void 0 ? [] : [source.path];
  });
}
function changedMetadata(wheel, tree) {
  const requirements = ({ metadata }) => metadata.requirements.map((line) => withoutFolder(line).replaceAll(metadata.version, "VERSION"));
  const entries = ({ entryPoints }) => entryPoints.map(({ name, value }) => `${name} = ${value}`);
  const declared = [
    ["METADATA (Requires-Dist", requirements],
    ["entry_points.txt (", entries]
  ];
  return declared.flatMap(([where, ask3]) => {
    const [here, there] = [ask3(wheel), ask3(tree)];
    const other2 = there.find((line) => !here.includes(line)) ?? here.find((line) => !there.includes(line));
    return other2 === void 0 ? [] : [`${where}${where.endsWith("(") ? "" : ": "}${other2})`];
  });
}
function notReproducible(facts) {
  const build2 = seenValue(facts.build);
  const again = seenValue(facts.rebuilds)?.again;
  if (build2?.kind !== "built" || again === void 0) return [];
  if (again.kind === "failed") {
    const how = `failed: ${again.failure.words.join(" / ")}`;
    return [{ rule: "not-reproducible", severity: "warning", facts: { member: null, how } }];
  }
  const difference2 = firstDifference(build2.wheel, again.wheel);
  if (difference2 === void 0) return [];
  const namesFolder2 = build2.wheel.metadata.requirements.some(isOfThisMachine);
  if (namesFolder2 && difference2.member.endsWith(".dist-info/METADATA")) return [];
  const source = seenValue(facts.contents)?.sourceMap.sourceOf(difference2.member);
  return [
    {
      rule: "not-reproducible",
      severity: "warning",
      facts: difference2,
      ...source === void 0 ? {} : { where: { file: source } }
    }
  ];
}
function firstDifference(first, second) {
  if (first.sha256 === second.sha256) return void 0;
  const others = new Map(second.members.map((member) => [member.name, member]));
  const compiled = first.members.some(
    ({ name, sha256 }) => COMPILED.test(name) && others.get(name)?.sha256 !== sha256
  );
  const differ = (by) => first.members.find((member) => {
    const other2 = others.get(member.name);
    return other2 !== void 0 && by(other2) !== by(member);
  })?.name;
  const names = new Set(first.members.map(({ name }) => name));
  const alone = first.members.find(({ name }) => !others.has(name))?.name ?? second.members.find(({ name }) => !names.has(name))?.name;
  if (alone !== void 0) return { member: alone, how: "is in one of them alone" };
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

// src/checks/top-levels.ts
function checkTopLevels(facts, contents) {
  return [...strayTopLevels(facts, contents), ...shadowedByStandardLibrary(contents)];
}
function strayTopLevels(facts, { wheel, sourceMap, sources }) {
  const tree = wheelFromTree(facts);
  const shipped = strayNames(wheel);
  const inTreeAlone = tree === void 0 ? [] : strayNames(tree).filter((name) => !shipped.includes(name));
  return [...shipped, ...inTreeAlone].map((name) => {
    const folder = sources.some(({ path }) => path.startsWith(`${name}/`)) ? name : void 0;
    const file = sourceMap.roots.get(name) ?? folder;
    return {
      rule: "stray-top-level",
      severity: "error",
      facts: {
        name,
        source: file ?? name,
        inTreeAlone: inTreeAlone.includes(name),
        ...packagingOf(facts)
      },
      ...file === void 0 ? {} : { where: { file } }
    };
  });
}
function shadowedByStandardLibrary({ wheel, sourceMap }) {
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

// src/checks/contents.ts
function checkContents(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  return [
    ...missingModules(facts, contents),
    ...missingData2(facts, contents),
    ...typingMarkers(facts, contents),
    ...checkTopLevels(facts, contents),
    ...checkJunk(facts, contents)
  ];
}
function missingModules(facts, contents) {
  const missing = /* @__PURE__ */ new Map();
  const lost = new Set(lostBySdist(facts).map(({ source }) => source));
  for (const [installed2, source] of leftBehind(facts, contents)) {
    const module = moduleOf(installed2);
    if (module === void 0 || isTestPath(installed2)) continue;
    const key = missingFolder(installed2, contents) ?? installed2;
    if (!missing.has(key) || source.endsWith("/__init__.py"))
      missing.set(key, { module, installed: installed2, source, neededBy: /* @__PURE__ */ new Set() });
  }
  for (const { module, who } of modulesNeeded(facts)) {
    const found = sourceOfModule(module, contents);
    if (found === void 0 || lost.has(found.source)) continue;
    const key = missingFolder(found.installed, contents) ?? found.installed;
    const known = missing.get(key) ?? { module, ...found, neededBy: /* @__PURE__ */ new Set() };
    missing.set(key, known);
    known.neededBy.add(who);
  }
  return [...missing.values()].map(({ module, installed: installed2, source, neededBy }) => ({
    rule: "module-missing",
    severity: neededBy.size > 0 ? "error" : "warning",
    facts: {
      module,
      source,
      neededBy: [...neededBy],
      cause: whyMissing(facts, contents, installed2, source),
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
function missingFolder(installed2, { wheel }) {
  const parts = installed2.split("/");
  for (let length = 2; length < parts.length; length++) {
    const folder = `${parts.slice(0, length).join("/")}/`;
    if (!wheel.files.some(({ path }) => path.startsWith(folder))) return folder;
  }
  return void 0;
}
function missingData2(facts, contents) {
  const needs = needsOf(facts);
  return leftBehind(facts, contents).flatMap(([path, source]) => {
    if (moduleOf(path) !== void 0 || isTestPath(path) || isTypingMarker(path) || !isData(path)) return [];
    const failures2 = needs.filter(({ cause }) => cause.kind === "data" && cause.path === path).map(({ who }) => who);
    const neededBy = [.../* @__PURE__ */ new Set([...failures2, ...contents.readers.get(path) ?? []])];
    const siblings = contents.wheel.files.filter(
      (file) => folderAndKind(file.path) === folderAndKind(path)
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
          package: packageAround(path, contents),
          cause: whyMissing(facts, contents, path, source),
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
function folderAndKind(path) {
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const extension = /\.[^./]+$/.exec(path)?.[0] ?? "";
  return `${folder}*${extension}`;
}
var isTypingMarker = (path) => /\/py\.typed$/.test(path);
function typingMarkers(facts, contents) {
  const { wheel, sourceMap, unshipped } = contents;
  const tracked = [...unshipped].filter(([path2]) => isTypingMarker(path2) && !isTestPath(path2));
  const lost = new Set(lostBySdist(facts).map(({ installed: installed2 }) => installed2));
  const markers = tracked.map(([path2, source]) => ({
    rule: "typing-marker-missing",
    severity: "warning",
    facts: {
      path: path2,
      source,
      tracked: true,
      inTree: lost.has(path2),
      package: packageAround(path2, contents),
      cause: lost.has(path2) ? whyNotInSdist(facts, contents, source) : whyMissing(facts, contents, path2, source),
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
function leftBehind(facts, { unshipped }) {
  const lost = new Set(lostBySdist(facts).map(({ installed: installed2 }) => installed2));
  return [...unshipped].filter(([path]) => !lost.has(path));
}
function packageAround(path, { wheel }) {
  const folders = path.split("/").slice(0, -1);
  for (let length = folders.length; length > 1; length--) {
    const folder = folders.slice(0, length).join("/");
    const isPackage = wheel.files.some(
      (file) => moduleOf(file.path) !== void 0 && file.path.slice(0, file.path.lastIndexOf("/")) === folder
    );
    if (isPackage) return folder;
  }
  return folders[0] ?? "";
}

// src/checks/extras.ts
function checkExtras(facts) {
  const all = facts.extras === void 0 ? [] : seenValue(facts.extras) ?? [];
  return all.flatMap((evidence) => checkExtra(evidence, facts));
}
function checkExtra({ extra: extra2, refused, conflicts, imports }, facts) {
  if (refused !== void 0)
    return [{ rule: "install-failed", severity: "error", facts: { words: refused, extra: extra2 } }];
  const installation = seenValue(facts.install);
  const known = installation?.kind === "installed" ? installation.conflicts : [];
  const own = conflicts.filter((conflict) => !known.includes(conflict));
  const bare = seenValue(facts.imports) ?? [];
  const contents = seenValue(facts.contents);
  const failed = imports.filter(
    ({ module, outcome }) => outcome !== "imported" && bare.some((one2) => one2.module === module && one2.outcome === "imported")
  );
  return [
    ...own.length === 0 ? [] : [{ rule: "dependency-conflict", severity: "error", facts: { conflicts: own, extra: extra2 } }],
    ...failed.map(
      (attempt) => ({
        rule: "import-failed",
        severity: "error",
        facts: {
          module: attempt.module,
          error: wordsFor(attempt),
          why: "public",
          extras: [extra2],
          others: []
        },
        where: attempt.error === void 0 || contents === void 0 ? void 0 : whereInCheckout(attempt.error, contents)
      })
    )
  ];
}

// src/checks/install.ts
function checkInstall(facts) {
  const installation = seenValue(facts.install);
  if (installation === void 0) return [];
  if (installation.kind === "refused") {
    const entryPoints = seenValue(facts.contents)?.wheel.entryPoints ?? [];
    const problems = seenValue(facts.metadata)?.problems ?? [];
    const isScriptTold = entryPoints.some(misspelling) || problems.some(({ kind }) => kind === "entry-points");
    if (isScriptTold && isAboutScripts(installation.words)) return [];
    const { requirements = [] } = seenValue(facts.contents)?.wheel.metadata ?? {};
    const isTold = problems.some(
      ({ kind, value }) => kind === "direct-url" && value !== null && isOfThisMachine(value)
    );
    if (isTold && requirements.some(isOfThisMachine)) return [];
    return [{ rule: "install-failed", severity: "error", facts: { words: installation.words } }];
  }
  return installation.conflicts.length === 0 ? [] : [{ rule: "dependency-conflict", severity: "error", facts: { conflicts: installation.conflicts } }];
}

// src/checks/scripts.ts
function checkScripts(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const entries = checkEntryPoints(facts);
  const broken = new Set(
    entries.flatMap(
      ({ rule, severity, facts: told2 }) => rule === "entry-point-broken" && severity === "error" && told2.group === "console_scripts" ? told2.script : []
    )
  );
  const scripts = (seenValue(facts.scripts) ?? []).filter(({ entryPoint }) => !broken.has(entryPoint.name));
  return [...entries, ...scripts.flatMap((script2) => checkScript(script2, facts, contents))];
}
function checkScript(script2, facts, contents) {
  const { entryPoint, configured, installed: installed2 } = script2;
  if (configured.skip !== void 0) return [];
  if (isOwnMissing(entryPoint.module, contents)) return [];
  const broken = (problem) => [brokenEntry(entryPoint, problem, facts)];
  if (!installed2) return broken("was not made into a command by the installer");
  return judgeRuns(script2, facts, contents, whereDeclared(entryPoint, facts), broken);
}
function answerOf({ configured, runs }) {
  const last2 = runs.at(-1);
  if (last2 === void 0) return void 0;
  const same = runs.filter(({ extras }) => extras.join() === last2.extras.join());
  if (same.some((one2) => isExpected(one2, configured.exit))) return "works";
  if (last2.ending.kind === "timed-out") return void 0;
  if (last2.ending.kind === "killed") return "killed";
  if (last2.error !== void 0 && isOwnMaking(last2.error, last2.args)) return "cannot-be-loaded";
  const asked = configured.args !== void 0 || configured.exit !== void 0;
  if (!asked && same.some(({ stdout, stderr }) => /usage[: ]/i.test(`${stdout}${stderr}`))) return "usage";
  return last2.error === void 0 ? "ended-non-zero" : "traceback";
}
function judgeRuns(script2, facts, contents, where, broken) {
  const { entryPoint, configured, runs } = script2;
  const answer = answerOf(script2);
  const last2 = runs.at(-1);
  if (last2 === void 0 || answer === "works" || answer === "usage") return [];
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
  if (answer === void 0) return [];
  if (last2.error !== void 0) {
    if (causeOf(last2.error, contents).kind !== "other" || isToldByImport(last2.error, facts)) return [];
    const attribute2 = missingAttribute(last2.error, entryPoint);
    if (attribute2 !== void 0) return broken(attribute2);
  }
  const asked = configured.args !== void 0 || configured.exit !== void 0;
  const severity = asked || answer === "killed" || answer === "cannot-be-loaded" ? "error" : "warning";
  return [
    {
      rule: "script-failed",
      severity,
      facts: {
        script: entryPoint.name,
        command,
        answer,
        ending: describeEnding(last2.ending),
        words: wordsOf(last2, answer === "cannot-be-loaded", asked),
        inconclusive: severity !== "error",
        extras: last2.extras
      },
      where
    }
  ];
}
function wordsOf({ error, stderr, stdout }, isLoading, asked) {
  if (isLoading && error !== void 0) return [`${error.type}: ${error.message.split("\n")[0]}`];
  return asked ? lastLines(stderr, 2) : lastLines(stderr || stdout, 1);
}
function isExpected({ ending }, exit = 0) {
  return ending.kind === "exited" && [exit].flat().includes(ending.code);
}
function missingAttribute(error, { module, attribute: attribute2 }) {
  if (error.frames.length !== 1) return void 0;
  const root = attribute2?.split(".")[0];
  const inImport = error.type === "ImportError" && error.message.includes(`cannot import name '${root}'`);
  const inCall = error.type === "AttributeError";
  return inImport || inCall ? `names ${attribute2}, which ${module} does not have` : void 0;
}
var NEVER_MEANT = /^(NameError|UnboundLocalError|SyntaxError|IndentationError|TabError|ModuleNotFoundError|ImportError|PackageNotFoundError|DistributionNotFound)$/;
function isOwnMaking(error, args) {
  if (NEVER_MEANT.test(error.type)) return true;
  if (args.some((arg) => error.message.includes(arg))) return false;
  const whileLoading = error.frames.length > 1 && error.frames.every((frame) => frame.function === "<module>");
  return whileLoading || error.frames.length === 1 && error.type === "TypeError";
}

// src/checks/lowest.ts
function checkLowest(facts) {
  const lowest = facts.lowest === void 0 ? void 0 : seenValue(facts.lowest);
  if (lowest === void 0) return [];
  const table2 = dependencyTable(facts.project);
  const line = facts.project.lineOf(["project", "dependencies"]);
  const where = line === void 0 ? void 0 : { file: pyprojectOf(facts.project), line };
  if (lowest.kind === "refused") {
    const told3 = { dependencies: [], failures: [], words: lowest.words, table: table2 };
    return [{ rule: "lower-bound-false", severity: "warning", facts: told3, where }];
  }
  const failures2 = failuresOf2(lowest, facts);
  if (failures2.length === 0) return [];
  const told2 = { dependencies: lowest.dependencies, failures: failures2, words: [], table: table2 };
  return [{ rule: "lower-bound-false", severity: "error", facts: told2, where }];
}
function failuresOf2({ imports, scripts, tests }, facts) {
  const worked = new Set(
    (seenValue(facts.scripts) ?? []).filter(works).map(({ entryPoint }) => entryPoint.name)
  );
  return [
    ...imports.filter(({ outcome }) => outcome !== "imported").map((attempt) => ({ what: `import ${attempt.module}`, error: wordsFor(attempt) })),
    ...scripts.filter((script2) => worked.has(script2.entryPoint.name) && !works(script2)).map(({ entryPoint, runs }) => {
      const error = runs.at(-1)?.error;
      const words2 = error === void 0 ? "it fails" : `${error.type}: ${error.message.split("\n")[0]}`;
      return { what: `the script ${entryPoint.name}`, error: words2 };
    }),
    ...typeof tests === "string" ? [] : testFailures(tests, seenValue(facts.tests))
  ];
}
function works(script2) {
  const answer = answerOf(script2);
  return answer === "works" || answer === "usage";
}
function testFailures({ evidence }, highest2) {
  const known = new Set(highest2?.evidence.failures.map(({ nodeid }) => nodeid));
  const failures2 = evidence.failures.filter(({ nodeid }) => !known.has(nodeid)).map(({ nodeid, message }) => ({ what: nodeid, error: message }));
  const internal = highest2?.evidence.internalErrors.length === 0 ? evidence.internalErrors : [];
  return [...failures2, ...internal.slice(0, 1).map((error) => ({ what: "pytest", error }))];
}

// src/checks/pins.ts
var PIN = /(?:^|[^=!~<>])==\s*([^\s,;)*=]+)(?=$|[\s,;)])/;
function pinnedDependencies({ metadata, entryPoints }, project) {
  if (entryPoints.some(({ group: group2 }) => SCRIPT_GROUPS.includes(group2))) return [];
  const pins = metadata.requirements.flatMap((text5) => {
    const requirement2 = parseRequirement(text5);
    const version = PIN.exec(text5.split(";")[0])?.[1];
    if (requirement2 === void 0 || requirement2.ofExtra !== void 0 || version === void 0) return [];
    const isSibling = version === metadata.version && firstWord(requirement2.name) === firstWord(metadata.name);
    return isSibling ? [] : [{ name: requirement2.name, version }];
  });
  if (pins.length === 0) return [];
  const line = project.lineOf(["project", "dependencies"]);
  const isDeclared = table(project.pyproject.project).dependencies !== void 0;
  return [
    {
      rule: "dependency-pinned",
      severity: "note",
      facts: { pins: pins.map(({ name, version }) => `${name}==${version}`) },
      ...isDeclared ? { where: { file: pyprojectOf(project), line } } : {}
    }
  ];
}
function firstWord(name) {
  return normalizeName(name).split("-")[0];
}

// src/checks/metadata.ts
function checkMetadata(facts) {
  const contents = seenValue(facts.contents);
  const metadata = seenValue(facts.metadata);
  if (contents === void 0) return [];
  return [
    ...invalidMetadata(metadata?.problems ?? [], facts.project),
    ...metadata?.floor === void 0 ? [] : tooNew(metadata.floor, contents, facts.project),
    ...pinnedDependencies(contents.wheel, facts.project)
  ];
}
function invalidMetadata(problems, project) {
  const found = /* @__PURE__ */ new Map();
  for (const problem of problems) {
    const { kind, field, value, problem: words2 } = problem;
    const isSame4 = kind === "direct-url" && value !== null && isOfThisMachine(value);
    const key = JSON.stringify([kind, field, isSame4 ? nameOf4(value) : words2]);
    const known = found.get(key);
    if (known === void 0) found.set(key, { ...problem, files: [problem.file] });
    else known.files.push(problem.file);
  }
  return [...found.values()].map(({ files, kind, field, value, problem, severity }) => ({
    rule: "metadata-invalid",
    severity,
    facts: { files, kind, field, value, problem },
    where: whereDeclared2(field, value, project)
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
function whereDeclared2(field, value, project) {
  const key = KEYS3[field] ?? field;
  const at2 = [
    ["project", key],
    ["tool", "poetry", key]
  ];
  if (field === "requires-dist") {
    const extras = Object.keys(table(table(project.pyproject.project)["optional-dependencies"]));
    at2.push(...extras.map((extra2) => ["project", "optional-dependencies", extra2]));
  }
  if (field === "filename") at2.push(["build-system", "requires"]);
  const declared = at2.filter((path) => valueAt(project, path) !== void 0);
  for (const path of declared) {
    const items2 = valueAt(project, path);
    const index = Array.isArray(items2) ? items2.findIndex((item) => isSame3(field, item, value)) : -1;
    if (index >= 0) return inPyproject2(project, [...path, index]);
  }
  return declared[0] === void 0 ? void 0 : inPyproject2(project, declared[0]);
}
function isSame3(field, item, value) {
  if (typeof item !== "string" || value === null) return false;
  return field === "requires-dist" ? normalizeName(nameOf4(item)) === normalizeName(nameOf4(value)) : item === value;
}
function nameOf4(requirement2) {
  return parseRequirement(requirement2)?.name ?? requirement2;
}
function inPyproject2(project, at2) {
  return { file: pyprojectOf(project), line: project.lineOf(at2) };
}
var BACKPORTS3 = { graphlib: "graphlib-backport" };
function tooNew(floor, { wheel, sourceMap }, project) {
  const declared = new Set(wheel.metadata.requirements.map(nameOf4));
  const broken = new Set(floor.uses.filter(({ kind }) => kind === "syntax").map(({ path }) => path));
  return floor.uses.filter(
    ({ kind, feature, path }) => (
      // What cannot be compiled is told once, and imports nothing.
      kind === "syntax" ? true : !broken.has(path) && !declared.has(BACKPORTS3[feature] ?? "")
    )
  ).map((use) => {
    const source = sourceMap.sourceOf(use.path);
    return {
      rule: "requires-python-false",
      severity: use.certain ? "error" : "warning",
      facts: {
        floor: floor.version,
        requiresPython: wheel.metadata.requiresPython ?? "",
        needs: use.needs?.join(".") ?? null,
        kind: use.kind,
        feature: use.feature,
        path: source ?? use.path,
        line: use.line,
        asked: floor.asked,
        declaredIn: whereRequired(project)
      },
      ...source === void 0 ? {} : { where: { file: source, line: use.line } }
    };
  });
}
function whereRequired(project) {
  if (table(project.pyproject.project)["requires-python"] !== void 0) return "requires-python";
  return valueAt(project, ["tool", "poetry", "dependencies", "python"]) === void 0 ? "python_requires" : "python";
}

// src/checks/path-hacks.ts
import { posix as posix3 } from "node:path";
function checkPathHacks(facts) {
  const contents = seenValue(facts.contents);
  if (contents === void 0) return [];
  const hacks = seenValue(facts.scan)?.hacks ?? [];
  const judged = hacks.filter(({ when }) => when === "import").flatMap((hack) => (hack.by === "tests" ? judgeTest(hack, contents, facts) : judge(hack, contents)) ?? []);
  return ["error", "warning", "note"].flatMap((severity) => [
    ...together2(judged.filter((one2) => one2.severity === severity && one2.hack.by !== "tests")),
    ...together2(judged.filter((one2) => one2.severity === severity && one2.hack.by === "tests"))
  ]);
}
function together2([first, ...rest]) {
  if (first === void 0) return [];
  const { hack, severity, folder } = first;
  const { file, source, line, by } = hack;
  const others = rest.map(({ hack: other2 }) => `${other2.source ?? other2.file}:${other2.line}`);
  return [
    {
      rule: "path-hack",
      severity,
      facts: { file: source ?? file, folder, inTests: by === "tests", others: [...new Set(others)] },
      where: source === void 0 ? void 0 : { file: source, line }
    }
  ];
}
function judge(hack, { wheel, sourceMap }) {
  const { file, from, folder, reached } = hack;
  if (!isOwnCode(file)) return void 0;
  const severity = reached.length > 0 ? "error" : "note";
  if (from === "cwd") {
    const weight = folder.startsWith("..") ? severity : folder === "." || severity === "note" ? "note" : "warning";
    return { hack, severity: weight, folder: `"${folder}"` };
  }
  if (from === "scripts") return isWithin2(folder, ".") ? void 0 : { hack, severity, folder: `"${folder}"` };
  const [top = ""] = folder.split("/");
  const isOwn3 = wheel.topLevels.some(({ name, kind }) => kind !== "module" && name === top);
  if (isOwn3 || isWithin2(folder, posix3.dirname(file))) return void 0;
  const root = sourceMap.roots.get(file.split("/")[0]);
  const inCheckout3 = root === void 0 ? folder : posix3.join(posix3.dirname(root), folder);
  return { hack, severity, folder: inCheckout3.startsWith("..") ? `"${inCheckout3}"` : named(inCheckout3) };
}
function judgeTest(hack, { sourceMap }, { project }) {
  const folder = posix3.join(hack.from === "cwd" ? project.path : ".", hack.folder);
  const holds = [...sourceMap.roots.values()].some((root) => posix3.dirname(root) === folder);
  return holds ? { hack, severity: "warning", folder: named(folder) } : void 0;
}
function named(folder) {
  return folder === "." ? "the root of the checkout" : `the folder ${folder} of the checkout`;
}
function isWithin2(folder, around) {
  const relative10 = posix3.relative(around, folder);
  return relative10 === "" || !relative10.startsWith("..");
}

// src/checks/tests.ts
import { isAbsolute as isAbsolute7, relative as relative7 } from "node:path";
function checkTests(facts) {
  const run2 = seenValue(facts.tests);
  if (run2 === void 0) return [];
  const used = leaks(run2, facts);
  return [
    ...used,
    ...noTestRan(run2) ?? [...failures(run2, facts), ...used.length > 0 ? [] : nothingLoaded(run2)]
  ];
}
var NO_TESTS_COLLECTED = 5;
function noTestRan({ evidence, hasTests, otherTests }) {
  const { totals, ending, failures: failures2, internalErrors } = evidence;
  const ran = totals.passed + totals.failed + totals.errors + totals.xfailed + totals.xpassed;
  const skipped = totals.skipped + totals.collection_skips;
  if (ran > 0 || failures2.length > 0 || internalErrors.length > 0 || ending.kind !== "exited")
    return void 0;
  if (ending.code !== NO_TESTS_COLLECTED && ending.code !== 0) return void 0;
  const reason = skipped > 0 ? `all ${totals.skipped > 0 ? count(skipped, "test") : count(skipped, "test module")} were skipped` : totals.deselected > 0 ? `all ${count(totals.deselected, "test")} were deselected` : hasTests || otherTests === void 0 ? "pytest collected none" : `pytest collected none, and ${otherTests} is not a name that it looks for`;
  const severity = hasTests || skipped + totals.deselected > 0 ? "error" : "warning";
  return [{ rule: "tests-missing", severity, facts: { reason } }];
}
function nothingLoaded({ evidence: { totals }, modules: { loaded, notLoaded } }) {
  if (totals.passed === 0 || totals.failed + totals.errors > 0) return [];
  if (loaded.length > 0 || notLoaded.length === 0) return [];
  const reason = `${count(totals.passed, "test")} passed, and none loaded a module of the package`;
  return [{ rule: "tests-missing", severity: "warning", facts: { reason } }];
}
function failures({ evidence }, facts) {
  const contents = seenValue(facts.contents);
  const undeclared = missingDistributions(facts).map(({ module }) => module);
  const findings = evidence.failures.flatMap(({ nodeid, when, file, line, message, error }) => {
    if (error !== void 0 && contents !== void 0) {
      if (isToldElsewhere(causeOf(error, contents), undeclared) || isToldByImport(error, facts)) return [];
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
var MOST = 10;
function leaks({ evidence }, { project }) {
  return evidence.leaks.slice(0, MOST).map(({ kind, path, culprit: { way, entry, by } }) => ({
    rule: "tests-import-checkout",
    // Reading a file there is suspicious; running code from there proves nothing about the wheel.
    severity: kind === "open" ? "warning" : "error",
    facts: { path: relative7(project.folder, path).replaceAll("\\", "/"), kind, way, entry, by },
    ...by === null || isAbsolute7(by.file) || way === "pth" ? {} : { where: { file: by.file, ...by.line === null ? {} : { line: by.line } } }
  }));
}

// src/checks/version.ts
function checkVersion(facts) {
  const version = seenValue(facts.contents)?.wheel.metadata.version;
  const release = seenValue(facts.release);
  if (version === void 0) return [];
  const where = whereDeclared3(facts);
  const always = [...offBranch(version, facts), ...checkVersionClaims(facts)];
  if (isPlaceholder(facts)) return always;
  const invalid = invalidVersion(version, facts.event);
  if (invalid !== void 0) return [{ ...invalid, where }, ...always];
  const mismatch = facts.event.kind === "tag" ? tagMismatch(version, facts) : tagsHereMismatch(version, release);
  const bump = mismatch.length > 0 || release === void 0 ? [] : decideBump(version, release, facts.versionPolicy, next(release, facts));
  return [
    ...[...mismatch, ...bump].map((finding) => ({ ...finding, where })),
    ...release === void 0 ? [] : size(releasedAs(version, release.here), release, facts),
    ...always
  ];
}
function isPlaceholder({ contents, project }) {
  const version = seenValue(contents)?.wheel.metadata.version;
  const { placeholder } = project.settings.version;
  if (version === void 0 || placeholder === void 0) return false;
  return valid(placeholder) && valid(version) ? compare(placeholder, version) === 0 : placeholder === version;
}
function invalidVersion(version, event) {
  const broken = (reason) => ({
    rule: "version-invalid",
    severity: "error",
    facts: { version, reason }
  });
  if (!valid(version)) return broken("is not a version of PEP 440");
  const parts = explain(version);
  if (event.kind !== "tag") return void 0;
  if (parts?.is_devrelease) return broken("is a development version, on a tag");
  return parts?.local ? broken("has a local part, which no index takes, on a tag") : void 0;
}
function tagMismatch(version, { event, project, release }) {
  if (event.kind !== "tag") return [];
  const tagVersion = parseTags([{ name: event.tag, commit: "" }], project)[0]?.version ?? null;
  if (tagVersion !== null && compare(tagVersion, version) === 0) return [];
  const writer = writerOf(version, seenValue(release));
  const isSure = tagVersion !== null && writer === void 0;
  const facts = { tag: event.tag, version, tagVersion, writer: writer ?? null };
  return [{ rule: "tag-mismatch", severity: isSure ? "error" : "warning", facts }];
}
function writerOf(version, release) {
  const isRaised = release?.versions.some((one2) => compare(version, one2) > 0) ?? true;
  return isRaised ? void 0 : release?.writer;
}
function tagsHereMismatch(version, release) {
  const [first, ...others] = release?.here ?? [];
  if (first === void 0 || [first, ...others].some((tag) => compare(tag.version, version) === 0)) return [];
  const writer = writerOf(version, release);
  const facts = { tag: first.name, version, tagVersion: first.version, writer: writer ?? null };
  return [{ rule: "tag-mismatch", severity: writer === void 0 ? "error" : "warning", facts }];
}
function decideBump(version, release, policy2, next2) {
  if (policy2 === "off") return [];
  const bump = sinceRelease(version, release, policy2, next2);
  if (bump.length > 0) return waived(bump, release);
  const { baseline, taken, isOnIndex: isOnIndex2 } = release;
  const isRaised = baseline === void 0 || compare(version, baseline.version) !== 0;
  if (taken !== void 0 && isRaised) {
    return [versionTaken({ version, tag: taken.name, commit: taken.commit })];
  }
  if (isOnIndex2 && (isRaised || release.here.length > 0)) return [versionTaken({ version })];
  return waived(sinceBase(version, release, policy2), release);
}
function sinceRelease(version, { baseline, lastFinal, changes }, policy2, next2) {
  if (baseline === void 0) return [];
  const order = compare(version, baseline.version);
  const isDue = policy2 === "always" || policy2 === "if-shipped-changed" && changes.what.length > 0;
  if (order > 0 || order === 0 && !isDue) return [];
  const facts = {
    version,
    previous: baseline.version,
    tag: baseline.name,
    changed: changes.what,
    lower: order < 0,
    policy: policy2,
    next: order === 0 && baseline === lastFinal ? next2 ?? null : null,
    waiver: null
  };
  return [{ rule: "version-not-bumped", severity: "error", facts }];
}
function sinceBase(version, { base, baseline }, policy2) {
  if (base?.version === void 0 || !valid(base.version)) return [];
  const order = compare(version, base.version);
  if (policy2 === "never") {
    const facts = { version, previous: base.version, branch: base.branch, waiver: null };
    return order === 0 ? [] : [{ rule: "version-bumped", severity: "error", facts }];
  }
  const isReleased2 = baseline !== void 0 && compare(base.version, baseline.version) === 0;
  if (order !== 0 || isReleased2 || base.changes.what.length === 0) return [];
  return [versionTaken({ version, branch: base.branch }, policy2 === "always" ? "error" : "warning")];
}
function versionTaken(by, severity = "error") {
  return { rule: "version-taken", severity, facts: { tag: null, commit: null, branch: null, ...by } };
}
function waived(findings, { waiver }) {
  if (waiver === void 0) return [...findings];
  return findings.map(
    (finding) => finding.rule === "version-not-bumped" || finding.rule === "version-bumped" || finding.rule === "bump-too-small" ? { ...finding, severity: "note", facts: { ...finding.facts, waiver } } : finding
  );
}
function size(version, release, facts) {
  const question = bumpQuestion(release, facts);
  return question === void 0 ? [] : waived(decideBumpSize({ ...question, version }), release);
}
function next(release, facts) {
  const question = bumpQuestion(release, facts);
  return question && nextVersion(question);
}
function bumpQuestion({ lastFinal, versions: versions2, api }, { contents, project }) {
  const seen = seenValue(contents);
  if (lastFinal === void 0 || api === void 0 || seen === void 0) return void 0;
  const { sourceOf: sourceOf2 } = seen.sourceMap;
  const { bump: policy2 } = project.settings.version;
  return { previous: lastFinal.version, releases: versions2, api, policy: policy2, sourceOf: sourceOf2 };
}
function offBranch(version, { event, release }) {
  const seen = seenValue(release);
  if (event.kind !== "tag" || event.defaultBranch === void 0 || seen?.isOnDefaultBranch !== false)
    return [];
  const released = releasedAs(version, seen.here);
  const isOfSeries = seen.branches.some((branch) => {
    const series = seriesOf(branch);
    return series !== void 0 && isInSeries(released, series);
  });
  if (isOfSeries) return [];
  const facts = { tag: event.tag, branch: event.defaultBranch, branches: seen.branches };
  return [{ rule: "tag-off-branch", severity: "warning", facts }];
}
function whereDeclared3({ project }) {
  for (const table2 of [["project"], ["tool", "poetry"]]) {
    const line = project.lineOf([...table2, "version"]);
    if (line !== void 0 && line !== project.lineOf(table2)) return { file: pyprojectOf(project), line };
  }
  return void 0;
}

// src/checks/index.ts
var CHECKS = [
  { name: "build", stage: ({ build: build2 }) => build2, decide: checkBuild },
  { name: "rebuild", stage: ({ rebuilds }) => rebuilds, decide: checkRebuilds },
  { name: "contents", stage: ({ contents }) => contents, decide: checkContents },
  { name: "metadata", stage: ({ metadata }) => metadata, decide: checkMetadata },
  { name: "install", stage: ({ install: install2 }) => install2, decide: checkInstall },
  { name: "imports", stage: ({ imports }) => imports, decide: checkImports },
  {
    name: "dependencies",
    stage: ({ scan }) => scan,
    decide: (facts) => [...checkDependencies(facts), ...checkPathHacks(facts)]
  },
  { name: "scripts", stage: ({ scripts }) => scripts, decide: checkScripts },
  { name: "extras", isOptional: true, stage: ({ extras }) => extras, decide: checkExtras },
  { name: "tests", stage: ({ tests }) => tests, decide: checkTests },
  { name: "lowest", isOptional: true, stage: ({ lowest }) => lowest, decide: checkLowest },
  { name: "version", stage: ({ release }) => release, decide: checkVersion }
];

// src/report/across-pythons.ts
function acrossPythons(all) {
  const names = [...new Set(all.flatMap(({ checks }) => checks.map(({ check: check2 }) => check2.check)))];
  const byCheck = names.map(
    (name) => all.flatMap(
      ({ python, version, checks }) => checks.filter(({ check: check2 }) => check2.check === name).map((one2) => ({ python, version, ...one2 }))
    )
  );
  return { checks: byCheck.flatMap(joinChecks), findings: byCheck.flatMap(joinFindings) };
}
function joinChecks(own) {
  const all = own.map(({ python, version, check: check2 }) => {
    const clauses = check2.reason?.split("; ");
    const naming = clauses?.find((clause) => clause.endsWith(`Python ${version}`));
    const masked = clauses?.map((clause) => clause === naming ? MASK : clause).join("; ");
    return { python, value: { ...check2, reason: masked, naming, version } };
  });
  return together3(all, ({ status: status2, reason }) => [status2, reason]).map(({ values, pythons }) => {
    const [{ check: check2, status: status2, reason } = NOTHING4] = values;
    return {
      check: check2,
      status: status2,
      seconds: Math.max(...values.map(({ seconds: seconds3 }) => seconds3)),
      ...reason === void 0 ? {} : { reason: reason.replace(MASK, () => joinNaming(values)) },
      ...pythons.length === own.length ? {} : { pythons }
    };
  });
}
var NOTHING4 = { check: "", status: "skip", reason: void 0 };
var MASK = "\0";
function joinNaming(all) {
  const before = all.map(({ naming = "", version = "" }) => naming.slice(0, naming.length - version.length));
  return new Set(before).size === 1 ? `${before[0]}${list(all.map(({ version = "" }) => version))}` : list(all.map(({ naming = "" }) => naming));
}
function joinFindings(own) {
  const reached = own.filter(({ check: check2 }) => check2.status !== "skip").map(({ python }) => python);
  const all = own.flatMap(({ python, findings }) => findings.map((value) => ({ python, value })));
  return together3(all, ({ facts: _, ...words2 }) => words2).map(({ values, pythons }) => ({
    ...values[0],
    ...reached.every((python) => pythons.includes(python)) ? {} : { pythons }
  }));
}
function together3(all, words2) {
  const groups = /* @__PURE__ */ new Map();
  for (const { python, value } of all) {
    const key = JSON.stringify(words2(value));
    const group2 = groups.get(key) ?? { values: [], pythons: [] };
    groups.set(key, group2);
    group2.values.push(value);
    if (!group2.pythons.includes(python)) group2.pythons.push(python);
  }
  return [...groups.values()];
}
var GRAVITY = ["fail", "error", "warn", "pass", "skip"];
function checkLines(checks) {
  const names = [...new Set(checks.map(({ check: check2 }) => check2))];
  return names.map((name) => {
    const own = checks.filter(({ check: check2 }) => check2 === name);
    const told2 = own.some(({ status: status2 }) => status2 !== "skip") ? own.filter(({ status: status2 }) => status2 !== "skip") : own;
    const sorted = told2.sort((a, b) => GRAVITY.indexOf(a.status) - GRAVITY.indexOf(b.status));
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
    (one2) => "leftOut" in one2 ? [`not verified with Python ${one2.python}: ${one2.leftOut}`] : []
  );
}

// src/report/check-reason.ts
function describeCheck(check2, facts) {
  return DESCRIPTIONS[check2]?.(facts);
}
var DESCRIPTIONS = {
  build: ({ build: build2 }) => {
    const value = seenValue(build2);
    return value?.kind === "built" ? `${fileName(value.sdist.file)}, and from it ${fileName(value.wheel.file)}` : void 0;
  },
  rebuild: (facts) => {
    const [value, build2] = [seenValue(facts.rebuilds), seenValue(facts.build)];
    if (value === void 0) return void 0;
    if (build2?.kind !== "built")
      return `the wheel from the tree ${value.fromTree.kind === "built" ? "can" : "cannot"} be built`;
    const broken = checkRebuilds(facts).map(({ rule }) => rule);
    const tree = `the wheel from the tree has ${broken.includes("sdist-incomplete") ? "other" : "the same"} files`;
    const again = value.again === void 0 ? "two builds are not compared without a commit, whose time they would share" : broken.includes("not-reproducible") ? "a second build differs" : value.again.kind === "built" && value.again.wheel.sha256 === build2.wheel.sha256 ? "a second build gives it again" : "a second build gives it again but for what is compiled";
    return `${tree}; ${again}`;
  },
  contents: ({ contents }) => {
    const value = seenValue(contents);
    return value && `${count(value.wheel.files.length, "file")} in ${listSome(value.wheel.topLevels.map(({ name }) => name)) || "no package"}`;
  },
  metadata: ({ metadata }) => {
    const value = seenValue(metadata);
    if (value === void 0) return void 0;
    const { contentType, classifiers, isPrivate, floor } = value;
    const readme = contentType === null ? "no README" : `README (${README[contentType] ?? contentType})`;
    const index = isPrivate ? "for no public index" : "as the index takes them";
    const pythons = floor === void 0 ? "Requires-Python is not declared" : `nothing that Python ${floor.version} lacks${floor.asked ? ", which compiles it all" : " was seen"}`;
    return `core metadata, ${readme} and ${count(classifiers, "classifier")}, ${index}; ${pythons}`;
  },
  install: ({ project, contents, install: install2 }) => {
    const installation = seenValue(install2);
    const needed = seenValue(contents)?.wheel.metadata.requirements.filter(
      (requirement2) => !/\bextra\s*==/.test(requirement2)
    ).length;
    if (needed === void 0 || installation?.kind !== "installed") return void 0;
    const { by, siblings = [] } = installation;
    return [
      `the wheel and its ${count(needed, "declared dependency", "declared dependencies")}, nothing else`,
      by,
      ...siblings.length === 0 ? [] : [`${listSome(siblings, 3)} as built from this repository`],
      ...project.ring.length === 0 ? [] : [`it needs itself by way of ${list(project.ring)}`]
    ].join("; ");
  },
  imports: ({ imports }) => {
    const all = seenValue(imports) ?? [];
    const bare = all.filter(({ outcome }) => outcome === "imported").length;
    const withExtras2 = all.filter((one2) => one2.withExtras?.outcome === "imported").length;
    const tolerated = all.length - bare - withExtras2;
    return [
      `${count(bare + withExtras2, "module")} imported`,
      ...withExtras2 === 0 ? [] : [`${withExtras2} of them with an extra`],
      ...tolerated === 0 ? [] : [`${tolerated} tolerated`]
    ].join(", ");
  },
  dependencies: ({ scan }) => {
    const value = seenValue(scan);
    if (value === void 0) return void 0;
    const distributions = new Set(value.imports.flatMap(({ providers }) => providers));
    return `${count(value.modules, "module")} read; imports from ${count(distributions.size, "other distribution")}`;
  },
  scripts: (facts) => {
    const { scripts, entryPoints } = facts;
    const raw = rawScripts(facts);
    const all = seenValue(scripts) ?? [];
    const skipped = all.filter(({ configured }) => configured.skip !== void 0);
    const called = all.filter((one2) => !skipped.includes(one2));
    const withExtras2 = called.filter(({ runs }) => (runs.at(-1)?.extras.length ?? 0) > 0);
    const usage = called.filter((one2) => answerOf(one2) === "usage");
    const loaded = entryPoints.filter(({ outcome }) => outcome === "imported").length;
    const notes = [
      ...all.length === 0 && entryPoints.length > 0 ? [] : [`${count(called.length, "script")} called`],
      ...withExtras2.map(
        ({ entryPoint, runs }) => `${entryPoint.name} with the extra ${list(runs.at(-1)?.extras ?? [])}`
      ),
      ...usage.map(({ entryPoint }) => `${entryPoint.name} printed its usage and failed`),
      ...skipped.map(({ entryPoint, configured }) => `${entryPoint.name} skipped: ${configured.skip}`),
      ...raw.length === 0 ? [] : [`${listSome(raw, 3)} not run, as no entry point tells what they do`],
      ...loaded === 0 ? [] : [`${count(loaded, "other entry point")} loaded`],
      ...loaded === entryPoints.length ? [] : [
        `${entryPoints.length - loaded} left to ${entryPoints.length - loaded === 1 ? "its host" : "their hosts"}`
      ]
    ];
    return notes.join("; ");
  },
  tests: ({ tests }) => {
    const value = seenValue(tests);
    if (value === void 0) return void 0;
    const notes = [
      `requirements from ${value.requirements.source}`,
      ...value.overlaid.length > 0 ? [`${count(value.overlaid.length, "file")} of tests that the wheel leaves out were put beside it`] : [],
      ...value.replaced ? ["a test requirement had replaced the wheel, which was put back"] : []
    ];
    return `${describeTotals(value.evidence.totals)}; ${[...describeLoaded(value.modules), ...notes].join("; ")}`;
  },
  extras: ({ extras }) => {
    const all = (extras && seenValue(extras)) ?? [];
    return `${list(all.map(({ extra: extra2 }) => extra2))} installed, each alone`;
  },
  lowest: ({ lowest }) => {
    const value = lowest && seenValue(lowest);
    if (value?.kind !== "ran") return void 0;
    const { tests } = value;
    const seen = [
      `${count(value.imports.length, "module")} imported`,
      `${count(value.scripts.length, "script")} called`,
      typeof tests === "string" ? `tests not run: ${tests}` : describeTotals(tests.evidence.totals)
    ];
    return `${seen.join(", ")} with ${list(value.dependencies)}`;
  },
  version: (facts) => {
    const value = seenValue(facts.release);
    const version = seenValue(facts.contents)?.wheel.metadata.version;
    if (value === void 0 || version === void 0) return void 0;
    if (isPlaceholder(facts)) return `${version} holds the place of the version that the release writes`;
    return `${describeStep(version, value)}${describeBase(value.base)}`;
  }
};
function describeStep(version, { baseline, changes, here, api }) {
  const [tag] = here;
  if (tag !== void 0 && baseline === void 0) return `${version}, which is tagged as ${tag.name} here`;
  if (baseline === void 0) return `${version}; no release was tagged yet`;
  const size2 = sizeOf(baseline.version, version);
  if (size2 !== void 0 && size2 !== "none")
    return `${baseline.version} -> ${version} (${size2})${describeApi(api)}`;
  const since = `${version} as in ${baseline.name}, since which`;
  return changes.what.length > 0 ? `${since} ${listSome(changes.what, 3)} changed` : `${since} ${sameAs(changes)}`;
}
function describeBase(base) {
  if (base === void 0 || base.version !== void 0) return "";
  return `; its version was not compared with that of ${base.branch}: ${base.changes.why}`;
}
function describeApi(api) {
  if (api === void 0) return "";
  if (api.kind === "not-checked") return `; its API was not compared: ${api.reason}`;
  const { breaking, added } = api;
  if (breaking.length + added.length === 0) return "; its API is the same";
  return `; its API has ${count(breaking.length, "breaking change")} and ${count(added.length, "addition")}`;
}
function sameAs({ by, why }) {
  if (by === "folder") return "nothing has changed in the project";
  return by === "wheels" ? "nothing that ships has changed: its wheel was built, and installs the same" : `no file that ships has changed (its wheel was not compared: ${why})`;
}
var README = {
  "text/markdown": "Markdown",
  "text/x-rst": "reStructuredText",
  "text/plain": "plain text"
};
function fileName(path) {
  return path.split(/[\\/]/).at(-1);
}
function describeLoaded({ loaded, notLoaded }) {
  const all = loaded.length + notLoaded.length;
  return all === 0 ? [] : [
    `the tests loaded ${loaded.length} of the ${count(all, "module")} that ${all === 1 ? "ships" : "ship"}`
  ];
}
function describeTotals(totals) {
  const parts = ["failed", "errors", "passed", "skipped", "xfailed", "xpassed", "deselected"].filter((name) => totals[name] > 0);
  return list(parts.map((name) => `${totals[name]} ${name}`)) || "no test";
}

// src/report/package-report.ts
function reportPackage(facts, logs, today, { pythons, leftOut } = { pythons: [], leftOut: [] }) {
  const { ignore } = facts.project.settings;
  const common = decide(facts, today);
  const each = pythons.map(({ python, version, facts: own }) => {
    const isUsed = own.install.kind === "seen";
    return { python, version, checks: withCommon(decide(own, today), common, isUsed) };
  });
  const one2 = {
    checks: common.map(({ check: check2 }) => check2),
    findings: common.flatMap(({ findings: findings2 }) => findings2)
  };
  const { checks, findings: broken } = each.length === 0 ? one2 : acrossPythons(each);
  const findings = [...broken, ...unusedIgnores(ignore, broken, today)];
  const wheel = seenValue(facts.contents)?.wheel;
  const all = pythons.length === 0 ? [facts] : pythons.map((one3) => one3.facts);
  const modules = modulesOf(all);
  const came = [
    ...each.map((one3) => ({ python: one3.python, verdict: verdictOf(one3.checks.map(({ check: check2 }) => check2)) })),
    ...leftOut.map(({ python, reason }) => ({ python, leftOut: reason }))
  ];
  return {
    path: facts.project.path,
    name: wheel?.metadata.name ?? facts.project.name,
    version: wheel?.metadata.version ?? null,
    previousVersion: seenValue(facts.release)?.baseline?.version ?? null,
    verdict: verdictOf(checks),
    artifacts: artifactsOf(all),
    checks,
    findings: findings.sort((a, b) => WEIGHT[b.severity] - WEIGHT[a.severity]),
    versions: versionTable(facts).map(({ source, version, agrees, where }) => ({
      source,
      version,
      agrees,
      ...placed(where)
    })),
    ships: wheel?.topLevels.map(({ name }) => name) ?? [],
    ...modules === void 0 ? {} : { modules },
    ...came.length === 0 ? {} : { pythons: came },
    logs
  };
}
var ONCE = ["rebuild", "metadata", "version"];
function withCommon(own, common, isUsed) {
  return own.map((one2) => {
    const { check: check2, status: status2 } = one2.check;
    const isCommon = ONCE.includes(check2) || check2 === "contents" && !isUsed && status2 !== "skip";
    return (isCommon ? common.find((other2) => other2.check.check === check2) : void 0) ?? one2;
  });
}
function decide(facts, today) {
  const { ignore } = facts.project.settings;
  const decided = CHECKS.flatMap((check2) => {
    const seen = check2.stage(facts);
    const findings = check2.decide(facts).map((finding) => inWords(finding, ignore, today));
    return seen === void 0 ? [] : [{ check: check2, seen, findings }];
  });
  const all = decided.flatMap(({ findings }) => findings);
  return decided.map(({ check: check2, seen, findings }) => ({
    check: reportCheck(check2, seen, findings, all, facts),
    findings
  }));
}
function artifactsOf(all) {
  const files = all.flatMap(({ build: build2 }) => {
    const value = seenValue(build2);
    return value?.kind === "built" ? [value.wheel, value.sdist] : [];
  });
  const byFile = new Map(files.map(({ file, kind, sha256, bytes }) => [file, { file, kind, sha256, bytes }]));
  return [...byFile.values()].sort((a, b) => a.kind === b.kind ? 0 : a.kind === "wheel" ? -1 : 1);
}
function modulesOf(all) {
  const seen = all.flatMap(({ tests }) => seenValue(tests)?.modules ?? []);
  if (seen.length < 2) return seen[0];
  const union2 = (lists) => [...new Set(lists.flat())];
  const loaded = union2(seen.map((one2) => one2.loaded));
  const notLoaded = union2(seen.map((one2) => one2.notLoaded)).filter((module) => !loaded.includes(module));
  return { loaded, notLoaded };
}
function reportBroken({ path, name }, error, logs) {
  const isOurs = !(error instanceof ConfigurationError || error instanceof Undecided);
  const reason = isOurs ? `this is a defect of as-installed itself, please report it: ${error.message}` : error.message;
  return {
    ...withoutArtifact({ path, name }, logs),
    verdict: "error",
    checks: [{ check: "build", status: "error", seconds: 0, reason }]
  };
}
function reportLeftOut(project, reason, logs) {
  const always = CHECKS.filter(({ isOptional }) => isOptional !== true);
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
var WEIGHT = { error: 2, warning: 1, note: 0 };
function inWords(finding, ignore, today) {
  const { message, fix } = wordsOf2(finding);
  const ignored = ignore.find((entry) => applies(entry, finding.rule, message, today));
  return {
    rule: finding.rule,
    severity: ignored === void 0 ? finding.severity : "note",
    message,
    fix,
    ...placed(finding.where),
    facts: finding.facts,
    ...ignored === void 0 ? {} : { ignored: ignored.reason }
  };
}
function placed(where) {
  if (where === void 0) return {};
  return { file: where.file, ...where.line === void 0 ? {} : { line: where.line } };
}
function wordsOf2(finding) {
  const words2 = RULES[finding.rule];
  return { message: words2.message(finding.facts), fix: words2.fix(finding.facts) };
}
function applies({ rule, match, expires }, broken, message, today) {
  return rule === broken && (match === void 0 || message.includes(match)) && (expires === void 0 || today <= expires);
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
      { rule: entry.rule, severity: "warning", message, fix: "Remove it, or renew it.", facts: { ...entry } }
    ];
  });
}
function reportCheck(check2, seen, own, all, facts) {
  const seconds3 = seen.kind === "skipped" ? 0 : Math.round(seen.seconds * 100) / 100;
  const counted = own.filter(({ ignored }) => ignored === void 0);
  const defects = counted.filter(({ severity }) => severity === "error").length;
  const as = (status2, reason) => ({
    check: check2.name,
    status: status2,
    seconds: seconds3,
    ...reason === void 0 ? {} : { reason }
  });
  if (defects > 0) return as("fail", count(defects, "defect"));
  if (isDeadEnd(check2, facts)) return as("fail", "this cannot be ignored: nothing could be verified");
  if (seen.kind === "undecided") return as("error", seen.reason);
  if (seen.kind === "skipped") return as("skip", seen.reason);
  const explained = explainedFailures(check2.name, facts, all);
  if (explained > 0) return as("fail", `${count(explained, "failure")} explained by the findings`);
  return as(
    counted.some(({ severity }) => severity === "warning") ? "warn" : "pass",
    describeCheck(check2.name, facts)
  );
}
function isDeadEnd({ name }, { build: build2, install: install2 }) {
  if (name === "build") return seenValue(build2)?.kind === "failed";
  return name === "install" && seenValue(install2)?.kind === "refused";
}
var RULES_OF_CAUSE = {
  module: ["module-missing", "sdist-incomplete"],
  data: ["data-missing", "sdist-incomplete"],
  distribution: ["dependency-undeclared"]
};
var TOLD_BY_IMPORT = ["import-failed", "version-disagrees"];
function explainedFailures(check2, facts, findings) {
  const from = { imports: "import", scripts: "script", tests: "test" }[check2];
  const undeclared = missingDistributions(facts).map(({ module }) => module);
  const defects = new Set(
    findings.filter(({ severity, ignored }) => severity === "error" && ignored === void 0).map(({ rule }) => rule)
  );
  return needsOf(facts).filter(({ from: where, cause, error }) => {
    if (where !== from) return false;
    if (cause.kind === "other")
      return TOLD_BY_IMPORT.some((rule) => defects.has(rule)) && isToldByImport(error, facts);
    return isToldElsewhere(cause, undeclared) && RULES_OF_CAUSE[cause.kind].some((rule) => defects.has(rule));
  }).length;
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

// src/report/run-identity.ts
function runIdentity({ run: run2, mode, pythons }, commits) {
  const cell2 = mode.kind === "verify" ? mode.cell : void 0;
  if (run2 === void 0 && cell2 === void 0) return void 0;
  const python = pythons.length === 0 ? void 0 : pythons.join(" ");
  return identityOf(run2, commits, { os: systemName(process.platform), python, cell: cell2 });
}
function identityOf(run2, commits, more = {}) {
  const [commit, ...others] = [...new Set(commits)];
  const known = {
    // Packages of several checkouts have no commit in common.
    commit: others.length === 0 ? commit : void 0,
    repository: run2?.repository,
    workflow: run2?.workflow || void 0,
    runId: run2?.id,
    attempt: run2?.attempt,
    ...more
  };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== void 0));
}

// src/report/timings.ts
var OVERLAP = 1;
function timingsOf({ start, end, stages, programs }) {
  const path = criticalPath(programs, end);
  const waited = path.reduce((sum2, one2) => sum2 + one2.end - one2.start, 0);
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

// src/scratch.ts
import { chmodSync, readdirSync as readdirSync2, rmSync as rmSync2 } from "node:fs";
import { mkdtemp as mkdtemp4, realpath as realpath3 } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as join47 } from "node:path";
async function withScratch(act) {
  const scratch = await realpath3(await mkdtemp4(join47(tmpdir(), "as-installed-")));
  const tidy = () => removeFolder(scratch);
  process.once("exit", tidy);
  try {
    return await act(scratch);
  } finally {
    removeFolder(scratch);
    process.removeListener("exit", tidy);
  }
}
function removeFolder(folder) {
  const remove = () => rmSync2(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    remove();
  } catch {
    try {
      allowAll(folder);
      remove();
    } catch {
    }
  }
}
function allowAll(folder) {
  chmodSync(folder, 448);
  for (const entry of readdirSync2(folder, { withFileTypes: true }))
    if (entry.isDirectory()) allowAll(join47(folder, entry.name));
}

// src/main.ts
async function main(config, progress) {
  const timeline = new Timeline();
  const { report, file, logs } = await timeline.during("run", () => findAndVerify(config, progress));
  const timed = { ...report, timings: runTimingsOf(timeline.upToNow()) };
  await writeFile8(file, `${JSON.stringify(timed, null, 2)}
`);
  return { report: timed, file, logs };
}
async function findAndVerify(config, progress) {
  const found = await findPackages2(config.paths);
  const folder = await outputFolder(config);
  const file = config.json ?? join48(folder, "report.json");
  await makeRoomFor(file);
  const secrets = secretsIn(config.environment);
  const isAlone = found.length === 1 && found[0]?.asked.length === 1;
  if (!isAlone) keepHeapSmall();
  const { report, logs } = await withScratch(async (scratch) => {
    const toolchains = new Toolchains(config, join48(scratch, "toolchains"));
    const run2 = { config, progress, secrets, folder, scratch, toolchains, isAlone };
    const chosen = await chooseAll(found, config, scratch);
    const results = await verifyAll(chosen, run2).finally(() => toolchains.settled());
    return { report: reportOf(results, chosen, config), logs: results.flatMap((one2) => one2.logs) };
  }).finally(() => progress.end());
  return { report, file, logs };
}
function reportOf(results, chosen, config) {
  const packages2 = results.map(({ report }) => report);
  const run2 = runIdentity(
    config,
    chosen.map(({ checkout }) => checkout.head)
  );
  const basis = chosen.flatMap((one2) => one2.basis ?? []);
  return {
    schema: 1,
    verdict: worst(packages2.map(({ verdict: verdict2 }) => verdict2)),
    ...run2 === void 0 ? {} : { run: run2 },
    packages: packages2,
    ...basis.length === 0 ? {} : { selection: basis.join(" ") }
  };
}
async function verifyAll(chosen, run2) {
  const assigned = chosen.flatMap((one2, at2) => {
    return assignAll(one2, { ...run2, scratch: join48(run2.scratch, String(at2)) });
  });
  run2.progress.expect(assigned.length);
  const results = await inParallel(assigned, (one2) => verifyOne(one2, run2));
  const byFolder = new Map(results.map((result, at2) => [assigned[at2]?.assignment.project.folder, result]));
  return chosen.flatMap(
    ({ asked, sources, checkout, leftOut }) => asked.flatMap((path) => {
      const project = sources.find((source) => source.project.path === path)?.project;
      const reason = leftOut.get(path);
      if (project === void 0 || reason === void 0) return byFolder.get(join48(checkout.root, path)) ?? [];
      return [{ report: reportLeftOut(project, reason, join48(run2.folder, path, "logs")), logs: [] }];
    })
  );
}
async function verifyOne({ assignment, house }, { config, isAlone, progress, secrets }) {
  const { project, scratch, logs, timeline } = assignment;
  const started = performance.now();
  const today = (/* @__PURE__ */ new Date()).toISOString().slice(0, 10);
  const siblings = house.foresee([project.path]);
  let report;
  try {
    const verified = await verify(assignment, house.begin(project.path), progress);
    const timings = timingsOf(timeline.upToNow());
    report = { ...reportPackage(verified.facts, logs.folder, today, verified), timings };
  } catch (error) {
    if (isAlone && !isCell(config)) throw error;
    report = reportBroken(project, error, logs.folder);
  } finally {
    await siblings;
    await house.release(project.path);
  }
  removeFolder(scratch);
  progress.done(project.name, report.verdict, (performance.now() - started) / 1e3);
  return { report: withoutSecrets(report, secrets), logs: logs.all };
}
async function outputFolder({ out, environment }) {
  if (out === void 0) return mkdtemp5(join48(environment.RUNNER_TEMP ?? tmpdir2(), "as-installed-out-"));
  const refuse = (reason) => new ConfigurationError([{ message: `out is ${out}, ${reason}.` }]);
  await mkdir14(out, { recursive: true }).catch((error) => {
    throw refuse(`which cannot be written: ${error.message}`);
  });
  if (existsSync12(join48(out, "dist")) && !existsSync12(join48(out, "logs"))) {
    throw refuse("but the dist in it is of no earlier run. Give a folder of its own");
  }
  return out;
}
async function makeRoomFor(file) {
  try {
    await mkdir14(dirname14(file), { recursive: true });
    await writeFile8(file, "");
    await rm5(file);
  } catch (error) {
    throw new ConfigurationError([
      { message: `The report cannot be written to ${file}: ${error.message}. Give another file.` }
    ]);
  }
}

// src/report/problem-words.ts
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
var NAMES3 = {
  commit: "commit",
  repository: "repository",
  workflow: "workflow",
  runId: "workflow run",
  attempt: "attempt",
  os: "system",
  python: "Python",
  cell: "cell"
};
function difference({ of, wanted, found }) {
  return `its ${NAMES3[of]} is ${found ?? "not known"}, and this is ${wanted ?? "none"}`;
}
function packages(missing, unknown) {
  return list([
    ...missing.length > 0 ? [`lacks ${listSome(missing)}`] : [],
    ...unknown.length > 0 ? [`has ${listSome(unknown)}, which the plan does not have there (once)`] : []
  ]);
}

// src/report/join.ts
function joinReports({ verdict: verdict2, plan: plan2, cells, problems, leftOut }) {
  return {
    schema: 1,
    verdict: verdict2,
    ...plan2 === void 0 ? {} : { run: plan2.run },
    packages: cells.flatMap(
      (one2) => one2.kind === "reported" ? one2.packages.map((each) => ({ ...each, run: one2.run })) : []
    ),
    ...plan2?.selection === void 0 ? {} : { selection: plan2.selection },
    gate: {
      plan: plan2?.digest ?? null,
      cells: cells.map((one2) => {
        const { id, name, os, python, packages: packages2 } = one2.cell;
        const asked = packages2.map(({ path, name: name2 }) => ({ path, name: name2 }));
        return { id, name, os, python, packages: asked, status: statusOf(one2) };
      }),
      problems: problems.map((problem) => ({ kind: problem.kind, message: problemMessage(problem) })),
      leftOut
    }
  };
}
function statusOf(cell2) {
  return cell2.kind === "missing" ? "missing" : worst(cell2.packages.map(({ verdict: verdict2 }) => verdict2));
}
var WEIGHT2 = { error: 2, warning: 1, note: 0 };
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
    only: cells.length === cellsOf.get(joined.path) ? [] : cells
  })).sort((a, b) => WEIGHT2[b.finding.severity] - WEIGHT2[a.finding.severity]);
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
  const reported = new Map(packages2.map((one2) => [`${one2.run?.cell}
${one2.path}`, one2]));
  for (const cell2 of cells) {
    for (const { path, name } of cell2.packages) {
      const one2 = reported.get(`${cell2.id}
${path}`);
      const row = rowOf(path, name);
      const warns = one2?.checks.some(({ status: status2 }) => status2 === "warn");
      row.cells[columns.indexOf(columnOf(cell2))] = one2 === void 0 ? "missing" : one2.verdict === "pass" && warns ? "warn" : one2.verdict;
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
  const left = new Set(gate2?.leftOut.filter(({ python }) => python === void 0).map(({ path }) => path)).size;
  const rest = left === 0 ? "" : `; ${left} left out, with the reason`;
  if (report.verdict === "error") return "It could not be decided: not everything that was planned is known.";
  if (report.verdict === "fail")
    return `Something that ships is broken: the findings say what and where${rest}.`;
  if (cells === 0) return `Nothing had to be verified${rest}.`;
  return `${paths === 1 ? "The package works" : `All ${paths} packages work`} as installed, in ${cells === 1 ? "one cell" : `each of ${cells} cells`}${rest}.`;
}

// src/gate.ts
import { writeFile as writeFile9 } from "node:fs/promises";
import { join as join50 } from "node:path";

// src/matrix/plan.ts
import { createHash as createHash4 } from "node:crypto";
function makePlan(shares, {
  run: run2,
  leftOut,
  selection
}) {
  const severalRunners = new Set(shares.map(({ os }) => os)).size > 1;
  const names = /* @__PURE__ */ new Set();
  const cells = shares.map((share) => {
    const name = unused2(nameOf5(share, severalRunners), names);
    names.add(name);
    return { id: idOf(share), name, ...share };
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
  return createHash4("sha256").update(canonical2({ plan: plan2, run: run2, cells, leftOut, selection })).digest("hex");
}
function matrixOf({ cells }, root, excluded = []) {
  const folder = (path) => [root, path].filter((part) => part !== "" && part !== ".").join("/") || ".";
  return {
    include: cells.map(({ id, name, os, python, packages: packages2 }) => ({
      id,
      name,
      os,
      python,
      path: [...packages2.map(({ path }) => folder(path)), ...excluded.map((text5) => `!${text5}`)].join("\n")
    }))
  };
}
var LONGEST_NAME = 40;
function nameOf5({ packages: packages2, python, os }, severalRunners) {
  const [first] = packages2;
  const name = first?.name ?? "";
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}\u2026` : name;
  const what = packages2.length > 1 ? `${short} +${packages2.length - 1}` : short;
  return [what, python, ...severalRunners ? [os] : []].join(", ");
}
function unused2(name, taken) {
  for (let i = 2, candidate = name; ; i++) {
    if (!taken.has(candidate)) return candidate;
    candidate = `${name} (${i})`;
  }
}
function idOf({ os, python, packages: packages2 }) {
  const paths = packages2.map(({ path }) => path).sort();
  return createHash4("sha256").update(JSON.stringify([os, python, paths])).digest("hex").slice(0, 12);
}
function canonical2(value) {
  return JSON.stringify(
    value,
    (_, item) => typeof item === "object" && item !== null && !Array.isArray(item) ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => a < b ? -1 : 1)) : item
  );
}

// src/matrix/timings.ts
function timingsOf2(reports) {
  return reports.flatMap(
    ({ run: run2, packages: packages2 }) => packages2.map((one2) => ({
      path: one2.path,
      python: (one2.run ?? run2)?.python,
      system: (one2.run ?? run2)?.os,
      seconds: one2.checks.reduce((sum2, { seconds: seconds3 }) => sum2 + seconds3, 0)
    }))
  );
}
function secondsOf(timings, all) {
  const byPath2 = /* @__PURE__ */ new Map();
  for (const timing of timings) byPath2.set(timing.path, [...byPath2.get(timing.path) ?? [], timing]);
  const measured = (wanted) => {
    const own = byPath2.get(wanted.path) ?? [];
    const here = own.filter(({ python, system }) => python === wanted.python && system === wanted.system);
    const seconds3 = (here.length > 0 ? here : own).map((timing) => timing.seconds);
    return seconds3.length === 0 ? void 0 : Math.max(...seconds3);
  };
  const known = all.filter((wanted) => measured(wanted) !== void 0);
  const scale = known.length === 0 ? 1 : sum(known.map((wanted) => measured(wanted) ?? 0)) / sum(known.map((wanted) => estimate(wanted)));
  return (wanted) => {
    const seconds3 = measured(wanted);
    return seconds3 === void 0 ? { seconds: rounded(estimate(wanted) * scale), timing: "estimated" } : { seconds: rounded(seconds3), timing: "measured" };
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
function decide2({ plan: file, reports, needs, here }) {
  const plan2 = file.content.kind === "read" ? file.content.value : void 0;
  const ofPlan = planProblems(file, needs, here);
  if (plan2 === void 0 || ofPlan.length > 0) {
    const problems2 = [...ofPlan, ...jobProblems(needs, void 0, true)];
    return { verdict: "error", plan: void 0, cells: [], problems: problems2, leftOut: [] };
  }
  const { cells, problems: ofReports } = matchReports(plan2, reports, here);
  const verdicts = cells.flatMap((one2) => one2.kind === "reported" ? one2.packages.map(verdictOf2) : []);
  const isToldAlready = ofReports.length > 0 || verdicts.some((verdict2) => verdict2 !== "pass");
  const hasReason = plan2.leftOut.some(({ python }) => python === void 0);
  const isEmpty = plan2.cells.length === 0 && !hasReason;
  const problems = [
    ...isEmpty ? [{ kind: "plan-empty", file: file.file }] : [],
    ...ofReports,
    ...jobProblems(needs, plan2, isToldAlready)
  ];
  return {
    verdict: worst([...verdicts, ...problems.length > 0 ? ["error"] : []]),
    plan: plan2,
    cells,
    problems,
    leftOut: plan2.leftOut
  };
}
function planProblems({ file, content }, needs, here) {
  if (content.kind === "unreadable") return [{ kind: "plan-unreadable", file, reason: content.reason }];
  const plan2 = content.value;
  if (digestOf(plan2) !== plan2.digest) return [{ kind: "plan-altered", file }];
  if (needs !== void 0 && plannerOf(needs, plan2) === void 0)
    return [{ kind: "plan-unknown", jobs: Object.keys(needs) }];
  const asksCommit = here.runId === void 0 && here.commit !== void 0;
  const difference2 = firstDifference2(
    ["repository", "runId", ...asksCommit ? ["commit"] : []],
    here,
    plan2.run
  );
  if (difference2 !== void 0) return [{ kind: "plan-of-another-run", file, difference: difference2 }];
  if ((plan2.run.attempt ?? 0) > (here.attempt ?? 0))
    return [{ kind: "plan-of-another-run", file, difference: differenceOf("attempt", here, plan2.run) }];
  return [];
}
function plannerOf(needs, { digest }) {
  return Object.entries(needs).find(([, { outputs }]) => Object.values(outputs).includes(digest))?.[0];
}
function jobProblems(needs, plan2, isToldAlready) {
  const planner = needs !== void 0 && plan2 !== void 0 ? plannerOf(needs, plan2) : void 0;
  const skipped = Object.entries(needs ?? {}).filter(
    ([job, { result }]) => result === "skipped" && job !== planner
  );
  const mayBeSkipped = plan2?.cells.length === 0 && skipped.length === 1;
  return Object.entries(needs ?? {}).flatMap(([job, { result }]) => {
    if (result === "success") return [];
    if (result === "skipped" && mayBeSkipped && job !== planner) return [];
    if (result === "failure" && isToldAlready && plan2 !== void 0 && job !== planner) return [];
    return [{ kind: "job-ended", job, result }];
  });
}
function matchReports(plan2, reports, here) {
  const problems = [];
  const byCell = new Map(plan2.cells.map((cell2) => [cell2, []]));
  for (const { file, content } of reports) {
    if (content.kind === "unreadable") {
      problems.push({ kind: "report-unreadable", file, reason: content.reason });
      continue;
    }
    const id = content.value.run?.cell;
    const cell2 = plan2.cells.find((one2) => one2.id === id);
    if (cell2 === void 0) problems.push({ kind: "report-without-cell", file, cell: id });
    else byCell.get(cell2)?.push({ file, report: content.value });
  }
  const cells = [...byCell].map(([cell2, own]) => {
    const foreign = own.flatMap(({ file, report }) => foreignProblems(plan2, cell2, file, report));
    const ofThisRun = own.filter(({ file }) => !foreign.some((problem) => problem.file === file));
    const { one: one2, found } = chooseReport(plan2, here, cell2, ofThisRun);
    problems.push(...foreign, ...foreign.length > 0 && one2 === void 0 ? [] : found);
    return one2 === void 0 || found.length > 0 ? { kind: "missing", cell: cell2 } : { kind: "reported", cell: cell2, run: one2.run ?? {}, packages: one2.packages };
  });
  return { cells, problems };
}
function foreignProblems({ run: planned }, cell2, file, { run: run2 = {} }) {
  const system = systemOf(cell2.os);
  const wanted = { python: cell2.python, ...system === void 0 ? {} : { os: system } };
  const difference2 = firstDifference2(["commit", "repository", "runId"], planned, run2) ?? firstDifference2(system === void 0 ? ["python"] : ["python", "os"], wanted, run2);
  return difference2 === void 0 ? [] : [{ kind: "report-of-another-run", cell: cell2, file, difference: difference2 }];
}
function chooseReport(plan2, here, cell2, reports) {
  const attemptOf = ({ run: run2 }) => run2?.attempt ?? 0;
  const attempts = reports.map(({ report }) => attemptOf(report));
  const latest = Math.max(
    ...attempts.filter((attempt) => attempt >= attemptOf(plan2) && attempt <= (here.attempt ?? 0))
  );
  const [first, ...more] = reports.filter(({ report }) => attemptOf(report) === latest);
  if (first === void 0) return { one: void 0, found: [{ kind: "cell-missing", cell: cell2, stale: attempts }] };
  if (more.length > 0) {
    const files = [first, ...more].map(({ file }) => file);
    return { one: void 0, found: [{ kind: "cell-twice", cell: cell2, files }] };
  }
  return { one: first.report, found: contentProblems(cell2, first.file, first.report) };
}
function contentProblems(cell2, file, { verdict: verdict2, packages: packages2 }) {
  const wanted = cell2.packages.map(({ path }) => path);
  const found = packages2.map(({ path }) => path);
  const missing = wanted.filter((path) => !found.includes(path));
  const unknown = found.filter((path, i) => !wanted.includes(path) || found.indexOf(path) !== i);
  if (missing.length + unknown.length > 0)
    return [{ kind: "report-of-other-packages", cell: cell2, file, missing, unknown }];
  const isTrue = packages2.every((one2) => one2.verdict === verdictOf2(one2)) && verdict2 === worst(packages2.map((one2) => one2.verdict));
  return isTrue ? [] : [{ kind: "report-contradicts-itself", cell: cell2, file }];
}
function verdictOf2({ checks, findings }) {
  const isDefect = findings.some(({ severity }) => severity === "error");
  if (checks.every(({ status: status2 }) => status2 === "skip")) return "error";
  return worst([
    isDefect ? "fail" : "pass",
    ...checks.map(({ status: status2 }) => status2 === "fail" || status2 === "error" ? status2 : "pass")
  ]);
}
function firstDifference2(keys, wanted, found) {
  const key = keys.find((one2) => wanted[one2] !== found[one2]);
  return key === void 0 ? void 0 : differenceOf(key, wanted, found);
}
function differenceOf(key, wanted, found) {
  return { of: key, wanted: wanted[key]?.toString(), found: found[key]?.toString() };
}

// src/matrix/files.ts
import { readdir as readdir10, readFile as readFile20, stat as stat7 } from "node:fs/promises";
import { join as join49, relative as relative8 } from "node:path";

// src/matrix/read.ts
var text4 = string();
var texts3 = array(text4);
var textOrNull = nullable(text4);
var whole = pipe(number(), integer());
var place2 = { file: optional(text4), line: optional(whole) };
var verdict = picklist(["pass", "fail", "error"]);
var Run = looseObject({
  commit: optional(text4),
  repository: optional(text4),
  workflow: optional(text4),
  runId: optional(text4),
  attempt: optional(whole),
  os: optional(text4),
  python: optional(text4),
  cell: optional(text4)
});
var ReportSchema = looseObject({
  schema: literal(1),
  verdict,
  run: optional(Run),
  packages: array(
    looseObject({
      path: text4,
      name: text4,
      version: textOrNull,
      previousVersion: textOrNull,
      verdict,
      artifacts: array(
        looseObject({ file: text4, kind: picklist(["wheel", "sdist"]), sha256: text4, bytes: whole })
      ),
      checks: array(
        looseObject({
          check: text4,
          status: picklist(["pass", "fail", "warn", "skip", "error"]),
          seconds: pipe(number(), minValue(0)),
          reason: optional(text4),
          pythons: optional(texts3)
        })
      ),
      findings: array(
        looseObject({
          rule: picklist(Object.keys(RULES)),
          severity: picklist(["error", "warning", "note"]),
          message: text4,
          fix: optional(text4),
          ...place2,
          facts: looseObject({}),
          ignored: optional(text4),
          pythons: optional(texts3)
        })
      ),
      versions: array(
        looseObject({ source: text4, version: textOrNull, agrees: nullable(boolean()), ...place2 })
      ),
      ships: texts3,
      logs: text4,
      run: optional(Run)
    })
  )
});
var PlanSchema = strictObject({
  plan: literal(1),
  run: strictObject(Run.entries),
  cells: array(
    strictObject({
      id: pipe(text4, regex(/^[0-9a-f]{12}$/)),
      name: text4,
      os: text4,
      python: text4,
      packages: array(
        strictObject({
          path: text4,
          name: text4,
          seconds: number(),
          timing: picklist(["measured", "estimated"])
        })
      )
    })
  ),
  leftOut: array(strictObject({ path: text4, name: text4, python: optional(text4), reason: text4 })),
  selection: optional(text4),
  digest: text4
});
function readReport(content) {
  return read(ReportSchema, content, "a report of schema 1");
}
function readPlan(content) {
  return read(PlanSchema, content, "a plan");
}
function read(schema, content, what) {
  let value;
  try {
    value = JSON.parse(content);
  } catch {
    return {
      kind: "unreadable",
      reason: content.trim() === "" ? "it is empty" : "it is not JSON, or was cut off"
    };
  }
  const parsed2 = safeParse(schema, value);
  if (parsed2.success) return { kind: "read", value: parsed2.output };
  const path = getDotPath(parsed2.issues[0]);
  return { kind: "unreadable", reason: `it is not ${what}${path === null ? "" : ` (${path})`}` };
}

// src/matrix/files.ts
var MOST_BYTES = 1e8;
async function gatherPlan(file, cwd) {
  return { file: shown(file, cwd), content: await readFrom(file, readPlan) };
}
async function gatherReports(path, cwd, except) {
  const found = await stat7(path).catch(() => void 0);
  if (found === void 0) return [];
  const files = found.isDirectory() ? (await readdir10(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.name.endsWith(".json") && !entry.isDirectory()).map((entry) => join49(entry.parentPath, entry.name)).sort() : [path];
  const reports = [];
  for (const file of files)
    if (file !== except) reports.push({ file: shown(file, cwd), content: await readFrom(file, readReport) });
  return reports;
}
async function readFrom(file, read2) {
  try {
    if ((await stat7(file)).size > MOST_BYTES) return { kind: "unreadable", reason: "it is too large" };
    return read2(await readFile20(file, "utf8"));
  } catch (error) {
    const { code: code2, message } = error;
    return { kind: "unreadable", reason: code2 === "ENOENT" ? "there is no such file" : message };
  }
}
function shown(file, cwd) {
  const path = relative8(cwd, file);
  return path.startsWith("..") ? file : path;
}

// src/gate.ts
async function gate(config, mode, cwd) {
  const plan2 = await gatherPlan(mode.plan, cwd);
  const reports = await gatherReports(mode.reports, cwd, mode.plan);
  const here = identityOf(config.run, [await headOf(cwd)]);
  const report = joinReports(decide2({ plan: plan2, reports, needs: mode.needs, here }));
  const file = config.json ?? join50(await outputFolder(config), "report.json");
  await makeRoomFor(file);
  await writeFile9(file, `${JSON.stringify(report, null, 2)}
`);
  return { report, file };
}
async function headOf(folder) {
  const head = await tryGit(folder, ["rev-parse", "--verify", "--quiet", "HEAD"]);
  return head.stdout.trim() || void 0;
}

// src/plan.ts
import { writeFile as writeFile10 } from "node:fs/promises";
import { join as join51, relative as relative9, sep as sep8 } from "node:path";
import { dirname as dirname15 } from "node:path/posix";

// src/matrix/pack.ts
var WORTH_A_JOB = 60;
function pack(places, maxJobs) {
  const shared = places.map((place4) => ({ place: place4, jobs: [place4.packages] }));
  for (let free = maxJobs - places.length; free > 0 && shared.length > 0; ) {
    const slowest = shared.reduce((a, b) => longest(b.jobs) > longest(a.jobs) ? b : a);
    if (longest(slowest.jobs) <= WORTH_A_JOB) break;
    const further = shortened(slowest, free);
    if (further === void 0) break;
    free -= further.length - slowest.jobs.length;
    slowest.jobs = further;
  }
  return shared.flatMap(
    ({ place: { os, python }, jobs }) => jobs.map((packages2) => ({ os, python, packages: [...packages2].sort(byPath) }))
  );
}
function shortened({ place: place4, jobs }, free) {
  const most = Math.min(jobs.length + free, place4.packages.length);
  for (let count2 = jobs.length + 1; count2 <= most; count2++) {
    const further = longestFirst(place4.packages, count2);
    if (longest(further) < longest(jobs)) return further;
  }
  return void 0;
}
function longestFirst(packages2, jobs) {
  const shares = Array.from({ length: jobs }, () => ({ seconds: 0, packages: [] }));
  for (const one2 of [...packages2].sort((a, b) => b.seconds - a.seconds || byPath(a, b))) {
    const least = shares.reduce((a, b) => b.seconds < a.seconds ? b : a);
    least.seconds += one2.seconds;
    least.packages.push(one2);
  }
  return shares.map((share) => share.packages);
}
function longest(jobs) {
  return Math.max(...jobs.map((packages2) => packages2.reduce((sum2, { seconds: seconds3 }) => sum2 + seconds3, 0)));
}
function byPath(a, b) {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

// src/matrix/pythons.ts
var RELEASED = ["3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14"];
function choosePythons(asked, requiresPython) {
  if (asked !== void 0) {
    return {
      chosen: asked.filter((python) => mayAllow(requiresPython, python)),
      refused: asked.filter((python) => !mayAllow(requiresPython, python))
    };
  }
  const allowed = RELEASED.filter((python) => mayAllow(requiresPython, python));
  const namesLowest = !mayAllow(requiresPython, "3.0");
  const ends = [...namesLowest ? allowed.slice(0, 1) : [], ...allowed.slice(-1)];
  return { chosen: [...new Set(ends)], refused: [] };
}

// src/plan.ts
async function plan(config, mode, cwd) {
  const chosen = await withScratch(async (scratch) => {
    return chooseAll(await findPackages2(config.paths), config, scratch);
  });
  const checkout = theOneOf(chosen);
  const file = config.json ?? join51(await outputFolder(config), "plan.json");
  await makeRoomFor(file);
  const { wanted, leftOut: refused } = spread(chosen.flatMap(packagesOf), mode);
  const timings = timingsOf2(mode.timingsFrom === void 0 ? [] : await earlierReports(mode.timingsFrom, cwd));
  const seconds3 = secondsOf(timings, wanted);
  const places = /* @__PURE__ */ new Map();
  for (const one2 of wanted) {
    const key = `${one2.os}
${one2.python}`;
    const place4 = places.get(key) ?? { os: one2.os, python: one2.python, packages: [] };
    place4.packages.push({ path: one2.path, name: one2.name, ...seconds3(one2) });
    places.set(key, place4);
  }
  if (places.size > mode.maxJobs) {
    const message = `max-jobs is ${mode.maxJobs}, but there are ${count(places.size, "combination")} of Python and runner, and each needs a job of its own.`;
    throw new ConfigurationError([{ message }]);
  }
  const made = makePlan(pack([...places.values()], mode.maxJobs), {
    run: identityOf(config.run, [checkout.head]),
    leftOut: [...chosen.flatMap(leftOutOf), ...refused],
    selection: chosen[0]?.basis
  });
  const matrix = matrixOf(
    made,
    relative9(cwd, checkout.root).split(sep8).join("/"),
    config.paths.excluded.map(({ text: text5 }) => text5)
  );
  checkSize(matrix);
  await writeFile10(file, `${JSON.stringify(made, null, 2)}
`);
  return { plan: made, matrix, file };
}
function theOneOf(chosen) {
  const [first, ...others] = chosen.map(({ checkout }) => checkout);
  if (first !== void 0 && others.length === 0) return first;
  const roots = list(chosen.map(({ checkout }) => checkout.root));
  const message = `path leads to several repositories (${roots}), and a plan is of one. Plan each by itself.`;
  throw new ConfigurationError([{ message }]);
}
function packagesOf({ checkout, sources, verified }) {
  const byPath2 = new Map(sources.map(({ project }) => [project.path, project]));
  const files = filesIn2(checkout);
  return verified.flatMap((path) => {
    const project = byPath2.get(path);
    return project === void 0 ? [] : [{ project, files: files.get(path) ?? 0 }];
  });
}
function leftOutOf({ sources, leftOut }) {
  return sources.flatMap(({ project: { path, name } }) => {
    const reason = leftOut.get(path);
    return reason === void 0 ? [] : [{ path, name, reason }];
  });
}
function filesIn2({ files }) {
  const found = /* @__PURE__ */ new Map();
  for (const file of files) {
    for (let folder = dirname15(file); ; folder = dirname15(folder)) {
      found.set(folder, (found.get(folder) ?? 0) + 1);
      if (folder === ".") break;
    }
  }
  return found;
}
function spread(packages2, { pythons, runners }) {
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
  const all = [...new Set(chosen.flatMap((one2) => one2.pythons))].sort(byVersion);
  const wanted = runners.flatMap(
    (os) => all.flatMap(
      (python) => chosen.filter((one2) => one2.pythons.includes(python)).map(({ path, name, files }) => ({ path, name, files, os, python, system: systemOf(os) }))
    )
  );
  return { wanted, leftOut };
}
function requiresPythonOf({ requiresPython, pyproject }) {
  const python = table(table(table(pyproject.tool).poetry).dependencies).python;
  return requiresPython ?? (typeof python === "string" ? specifier(python) : void 0);
}
function byVersion(a, b) {
  return a.localeCompare(b, "en", { numeric: true });
}
async function earlierReports(path, cwd) {
  const files = await gatherReports(path, cwd);
  return files.flatMap(({ content }) => content.kind === "read" ? [content.value] : []);
}
var MOST_CHARACTERS = 1e5;
function checkSize(matrix) {
  const { length } = JSON.stringify(JSON.stringify(matrix));
  if (length <= MOST_CHARACTERS) return;
  const message = `The matrix has ${length} characters, and GitHub hands on at most ${MOST_CHARACTERS} of them safely. Verify fewer packages or Pythons in one workflow: split path among several.`;
  throw new ConfigurationError([{ message }]);
}

// src/report/many-packages.ts
var MOST_IN_FULL = 5;
function partPackages({ packages: packages2 }) {
  const verified = packages2.filter(({ leftOut }) => leftOut === void 0);
  if (verified.length <= MOST_IN_FULL) return [verified, []];
  const isWell = ({ verdict: verdict2, findings }) => verdict2 === "pass" && findings.length === 0;
  return [verified.filter((one2) => !isWell(one2)), verified.filter(isWell)];
}
function leftOutSentences(all, most) {
  const paths = /* @__PURE__ */ new Map();
  for (const { name, path } of all) paths.set(name, (paths.get(name) ?? /* @__PURE__ */ new Set()).add(path));
  const isShared = (name) => (paths.get(name)?.size ?? 0) > 1;
  const byReason = /* @__PURE__ */ new Map();
  for (const one2 of all) {
    const key = `${one2.python}
${one2.reason}`;
    const group2 = byReason.get(key) ?? { one: one2, names: [] };
    group2.names.push(isShared(one2.name) ? `${one2.name} (${one2.path})` : one2.name);
    byReason.set(key, group2);
  }
  return [...byReason.values()].map(({ one: { python, reason }, names }) => {
    return `Not verified${python === void 0 ? "" : ` with Python ${python}`}: ${listSome(names, most)} (${reason}).`;
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
  const of = (verdict2) => verified.filter((one2) => one2.verdict === verdict2).length;
  const parts = ["fail", "error", "pass"].flatMap(
    (verdict2) => of(verdict2) === 0 ? [] : [`${of(verdict2)} ${VERDICTS[verdict2]}`]
  );
  const left = packages2.length - verified.length;
  return `${count(verified.length, "package")}: ${parts.join(", ")}${left === 0 ? "" : `; ${left} unchanged`}`;
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
var MOST2 = 9e5;
function summaryOf(report) {
  const [inFull] = partPackages(report);
  const hasCharts = inFull.length <= MOST_IN_FULL;
  const each = inFull.map(({ timings, ...one2 }) => {
    return packageSummary(hasCharts && timings !== void 0 ? { ...one2, timings } : one2);
  });
  return bounded([overview(report), ...each].filter(Boolean).join("\n"));
}
function bounded(text5) {
  const bytes = Buffer.from(text5);
  if (bytes.length <= MOST2) return text5;
  const cut = bytes.subarray(0, MOST2).toString("utf8");
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
      ({ name, version, verdict: own, findings }) => `| ${cell(name)} | ${cell(version ?? "")} | ${MARKS[own]} ${own} | ${findings.filter(({ severity }) => severity === "error").length} |`
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
    ...ships(report),
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
    `**${RULES[rule].title}** \xB7 ${page}${place3(file, line)}${only.join("")}`,
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
      ({ source, version, agrees, file, line }) => `| ${cell(source)}${place3(file, line)} | ${cell(version ?? "")} | ${AGREES[`${agrees}`]} |`
    ),
    "",
    "</details>",
    ""
  ];
}
var AGREES = { true: "\u2705", false: "\u274C", null: "\u2796" };
function ships({ artifacts, ships: ships2, previousVersion }) {
  if (artifacts.length === 0) return [];
  return [
    "### What ships",
    "",
    ...artifacts.map(
      ({ file, bytes, sha256 }) => `- ${code(file.split(/[\\/]/).at(-1) ?? file)}, ${kilobytes(bytes)}, sha256 ${code(sha256)}`
    ),
    `- imports as ${ships2.map(code).join(", ") || "nothing"}`,
    ...previousVersion === null ? [] : [`- last release: ${escapeMarkdown(previousVersion)}`],
    ""
  ];
}
function place3(file, line) {
  return file === void 0 ? "" : ` \xB7 ${code(line === void 0 ? file : `${file}:${line}`)}`;
}
function kilobytes(bytes) {
  return `${(bytes / 1e3).toFixed(1)} kB`;
}
function escapeMarkdown(text5) {
  return text5.replace(
    /[\\`*_{}[\]<>#|~&@$]|^\s*([-+=]|\d+[.)](?=\s|$))/gm,
    (characters) => [...characters].map((character) => `&#${character.charCodeAt(0)};`).join("")
  );
}
function cell(text5) {
  return escapeMarkdown(text5).replace(/\r\n|\r|\n/g, "<br>");
}
function quoted2(text5) {
  return text5.split(/\r\n|\r|\n/).map((line) => `> ${escapeMarkdown(line)}`);
}
function code(text5) {
  return `<code>${escapeMarkdown(text5)}</code>`;
}
function fenced(text5) {
  const longest2 = Math.max(2, ...[...text5.matchAll(/`+/g)].map(([run2]) => run2.length));
  const fence = "`".repeat(longest2 + 1);
  return [fence, text5, fence];
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
  const [inFull, inShort] = partPackages(report);
  const texts4 = [
    inShort.map((one2) => `${paint(GREEN, "\u2713")} ${title(one2)}
`).join(""),
    ...inFull.map((one2) => packageText(one2, style, paint)),
    closing(report, style, paint)
  ];
  return texts4.filter(Boolean).join("\n");
}
function closing(report, style, paint) {
  const { packages: packages2, selection, verdict: verdict2, timings } = report;
  const lines = [selection ?? "", ...leftOutSentences(leftOutOf2(packages2))].filter(Boolean).map(plain);
  if (packages2.length > 1) {
    const [text5, colour] = VERDICTS3[verdict2];
    lines.push(`${paint(colour, text5)}  ${describeAll(packages2)}`);
    if (style.timings && timings !== void 0) lines.push(paint(DIM, runTimingsInWords(timings)));
  }
  return lines.map((line) => `${line}
`).join("");
}
function title({ name, version, pythons = [] }) {
  const used = pythons.flatMap((one2) => "leftOut" in one2 ? [] : [one2.python]);
  const those = used.length === 0 ? "" : `with Python ${list(used)}`;
  return plain([name, version, those].filter(Boolean).join(" "));
}
function painter({ colour }) {
  return (code2, text5) => colour ? `\x1B[${code2}m${text5}\x1B[0m` : text5;
}
function packageText(report, { timings }, paint) {
  const lines = [paint(BOLD, title(report)), ""];
  const width = Math.max(...report.checks.map(({ check: check2 }) => check2.length));
  for (const { check: check2, status: status2, seconds: seconds3, reason } of checkLines(report.checks)) {
    const [mark, colour] = MARKS2[status2];
    const time2 = timings ? paint(DIM, `${seconds3.toFixed(1).padStart(7)} s`) : "";
    lines.push(
      `  ${paint(colour, mark)} ${check2.padEnd(width)}${time2}  ${plain(reason).replaceAll("\n", " ")}`.trimEnd()
    );
  }
  for (const line of notVerified(report)) lines.push(paint(DIM, `  - ${plain(line)}`));
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
  const rows = versions2.map(({ source, version, agrees }) => {
    const [mark, colour] = MARKS2[agrees === null ? "skip" : agrees ? "pass" : "fail"];
    const said = plain(version ?? "").replaceAll("\n", " ");
    return `    ${paint(colour, mark)} ${source.padEnd(width)}  ${said}`.trimEnd();
  });
  return ["", "  The version is not the same everywhere:", ...rows];
}
function findingText(finding, paint) {
  const { rule, severity, message, fix, file, line, ignored } = finding;
  const place4 = file === void 0 ? "" : `  ${file}${line === void 0 ? "" : `:${line}`}`;
  const only = [onlyWith(finding)].filter(Boolean).map((words2) => `  ${plain(words2)}`);
  const head = `${paint(SEVERITIES[severity], ignored === void 0 ? severity : "ignored")} ${paint(BOLD, rule)}${place4}${only.join("")}`;
  const what = indent(plain(message));
  if (ignored !== void 0) return [head, ...what, ...indent(plain(`Ignored: ${ignored}`))];
  const why = severity === "error" ? [paint(DIM, `  ${RULES[rule].why}`)] : [];
  return [head, ...what, ...why, ...fix === void 0 ? [] : indent(plain(`Fix: ${fix}`))];
}
function plain(text5) {
  return text5.replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?)/g, "").replace(/\r\n?/g, "\n").replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}
function indent(text5) {
  return text5.split("\n").map((line, i) => i === 0 ? `  ${line}` : `       ${line}`);
}
var VERDICTS3 = {
  pass: ["PASS", GREEN],
  fail: ["FAIL", RED],
  error: ["ERROR", YELLOW]
};
function verdictLine(report, paint) {
  const [text5, colour] = VERDICTS3[report.verdict];
  const defects = report.findings.filter(({ severity }) => severity === "error").length;
  const warnings = report.findings.filter(({ severity }) => severity === "warning").length;
  const undecided = report.checks.filter(({ status: status2 }) => status2 === "error").length;
  const parts = [
    defects > 0 ? count(defects, "defect") : "",
    undecided > 0 ? `${count(undecided, "check")} undecided` : "",
    warnings > 0 ? count(warnings, "warning") : ""
  ].filter(Boolean);
  const words2 = report.verdict === "pass" ? "the artifact works as installed" : "";
  return `${paint(colour, text5)}  ${[words2, ...parts].filter(Boolean).join(", ")}`;
}

// src/report/joined-terminal.ts
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
    const marks = cells.map((one2, i) => {
      const [mark, colour2] = MARKS3[one2];
      return paint(colour2, mark) + " ".repeat((columns[i] ?? "").length - 1);
    });
    lines.push(`  ${plain(name).padEnd(width)}  ${marks.join("  ")}`.trimEnd());
  }
  const told2 = [report.selection ?? "", ...leftOutSentences(report.gate?.leftOut ?? [])].filter(Boolean);
  if (told2.length > 0) lines.push("", ...told2.map((line) => paint(DIM, `  ${plain(line)}`)));
  for (const { name, checks } of report.packages)
    for (const { check: check2, status: status2, reason } of checks)
      if (status2 === "error")
        lines.push("", `${paint(YELLOW, "?")} ${plain(`${name}: ${check2}: ${reason ?? ""}`)}`);
  for (const { name, finding, only } of joinedFindings(report)) {
    const where = only.length === 0 ? "" : `, only in ${list(only)}`;
    lines.push("", paint(BOLD, plain(`${name}${where}`)), ...findingText(finding, paint));
  }
  const problems = report.gate?.problems ?? [];
  for (const { message } of problems) lines.push("", `${paint(YELLOW, "?")} ${plain(message)}`);
  const [word, colour] = VERDICTS4[report.verdict];
  const amount = problems.length === 0 ? "" : ` (${count(problems.length, "problem")})`;
  return `${[...lines, "", `${paint(colour, word)}  ${joinedVerdict(report)}${amount}`].join("\n")}
`;
}

// src/report/plan-text.ts
function planText({ cells, leftOut, selection }) {
  const width = Math.max(0, ...cells.map(({ name }) => name.length));
  const lines = [
    ...cells.map(
      ({ name, os, packages: packages2 }) => `  ${plain(name).padEnd(width)}  ${os}  ${time(packages2)}  ${plain(listSome(packages2.map(({ path }) => path)))}`
    ),
    ...told({ leftOut, selection }).map((line) => `  - ${plain(line)}`)
  ];
  return `${[...lines, "", sentence2({ cells, leftOut })].join("\n")}
`;
}
function planSummary({ cells, leftOut, selection }) {
  return bounded(
    [
      `## ${sentence2({ cells, leftOut })}`,
      "",
      ...cells.length === 0 ? [] : ["| Cell | Runner | | Packages |", "|---|---|--:|---|"],
      ...cells.map(
        ({ name, os, packages: packages2 }) => `| ${cell(name)} | ${cell(os)} | ${time(packages2)} | ${cell(listSome(packages2.map(({ path }) => path)))} |`
      ),
      "",
      ...told({ leftOut, selection }).map((line) => `- ${escapeMarkdown(line)}`),
      ""
    ].join("\n")
  );
}
function told({ leftOut, selection }) {
  return [...selection === void 0 ? [] : [selection], ...leftOutSentences(leftOut)];
}
function sentence2({ cells, leftOut }) {
  const packages2 = new Set(cells.flatMap((one2) => one2.packages.map(({ path }) => path))).size;
  const left = new Set(leftOut.filter(({ python }) => python === void 0).map(({ path }) => path)).size;
  const rest = left === 0 ? "" : `; ${left} left out`;
  if (cells.length === 0) return `Planned: nothing to verify${rest}`;
  return `Planned: ${count(packages2, "package")} in ${count(cells.length, "job")}${rest}`;
}
function time(packages2) {
  const seconds3 = Math.round(packages2.reduce((sum2, one2) => sum2 + one2.seconds, 0));
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
    begin(packageName, stage) {
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
        if (packages2 > 1 && how === "done") return;
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
  normalizeName,
  parseRequirement,
  ConfigurationError,
  Undecided,
  list,
  count,
  run,
  leaveNothingRunning,
  succeeded,
  describeEnding,
  indexSettings,
  findInstaller,
  findPip,
  describeInstaller,
  install,
  findInterpreter,
  findPythons,
  RULES,
  docsPage,
  cachePolicy,
  keptElsewhere,
  OPTIONS,
  makeConfig,
  findPackages2 as findPackages,
  inParallel,
  createEnvironments,
  environmentsIn,
  EnvironmentStore,
  keyOf,
  isFixed,
  Refused,
  Supply,
  toolsFor,
  announcedRequirements,
  programVersion,
  secretsIn,
  redact,
  onlyWith,
  EXIT_STATUS,
  main,
  joinedFindings,
  joinedTable,
  joinedVerdict,
  gate,
  plan,
  partPackages,
  leftOutSentences,
  summaryOf,
  bounded,
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
