/**
 * Modules of the standard library whose results say nothing about shapes, as data: which kind of value each function gives. None of
 * them changes what its arguments reach. A name that is not listed is unknown.
 */
import type { Machine } from "../../../interp/machine.ts";
import { anyBool, anyFloat, anyStr, builtin, none, str, unknown } from "../../../interp/values.ts";
import type { CallArguments, Value } from "../../../interp/values.ts";
import { loadedModules } from "./loaded-modules.ts";

type Kind = "float" | "int" | "str" | "bool" | "none" | "texts" | "unknown" | "same" | "raises";

const table: Readonly<Record<string, Partial<Readonly<Record<Kind, string>>>>> = {
  time: {
    float: "time perf_counter monotonic process_time mktime",
    int: "time_ns perf_counter_ns",
    none: "sleep",
    str: "strftime ctime asctime",
    unknown: "localtime gmtime strptime",
  },
  os: {
    str: "getcwd getenv urandom fspath readlink",
    int: "getpid getppid cpu_count system",
    none: "makedirs mkdir remove unlink rmdir removedirs rename replace chdir putenv symlink chmod utime setsid nice",
    texts: "listdir",
    unknown: "walk scandir stat popen fork kill environ sched_getaffinity",
    bool: "access",
    raises: "abort _exit",
  },
  "os.path": {
    str: "abspath dirname basename realpath expanduser expandvars normpath normcase relpath commonprefix commonpath join",
    bool: "exists isfile isdir islink isabs samefile ismount",
    float: "getmtime getctime getatime",
    int: "getsize",
    unknown: "split splitext",
  },
  sys: {
    raises: "exit",
    int: "getsizeof getrefcount getrecursionlimit",
    none: "setrecursionlimit settrace setprofile",
    unknown: "exc_info _getframe stdout stderr stdin path argv version_info version executable",
    str: "getdefaultencoding intern platform",
  },
  warnings: {
    none: "warn filterwarnings simplefilter resetwarnings warn_explicit showwarning",
    unknown: "catch_warnings",
  },
  json: { str: "dumps", none: "dump", unknown: "load loads JSONEncoder JSONDecoder" },
  pickle: { none: "dump", unknown: "load loads dumps" },
  csv: { unknown: "reader writer DictReader DictWriter" },
  yaml: { unknown: "load safe_load full_load dump safe_dump FullLoader SafeLoader Loader" },
  glob: { texts: "glob iglob", str: "escape" },
  fnmatch: { bool: "fnmatch fnmatchcase", texts: "filter" },
  shutil: {
    none: "rmtree copyfileobj",
    str: "copy copy2 copyfile copytree move which make_archive",
    unknown: "disk_usage get_terminal_size",
  },
  tempfile: { str: "mkdtemp gettempdir", unknown: "NamedTemporaryFile TemporaryDirectory TemporaryFile mkstemp" },
  subprocess: { unknown: "run Popen check_output check_call call getoutput PIPE DEVNULL STDOUT", str: "" },
  gc: { int: "collect", none: "enable disable freeze", bool: "isenabled" },
  traceback: { none: "print_exc print_stack", str: "format_exc" },
  textwrap: { str: "dedent indent fill shorten", texts: "wrap" },
  re: {
    unknown: "compile match search fullmatch finditer IGNORECASE MULTILINE DOTALL VERBOSE I M S X",
    str: "sub escape",
    texts: "findall split",
  },
  string: { str: "capwords", unknown: "Template Formatter" },
  datetime: { unknown: "datetime date time timedelta timezone UTC" },
  hashlib: { unknown: "md5 sha1 sha256 sha512 new blake2b" },
  uuid: { unknown: "uuid1 uuid4 UUID" },
  threading: { unknown: "Thread Lock RLock Event Semaphore Condition local Timer", int: "active_count get_ident" },
  multiprocessing: {
    int: "cpu_count",
    unknown: "Pool Process Queue Manager Lock Value Array get_context set_start_method",
  },
  "concurrent.futures": { unknown: "ThreadPoolExecutor ProcessPoolExecutor as_completed wait" },
  queue: { unknown: "Queue LifoQueue PriorityQueue Empty Full" },
  signal: { unknown: "signal SIGINT SIGTERM" },
  socket: { str: "gethostname", unknown: "socket" },
  platform: { str: "system machine platform node python_version processor release" },
  inspect: {
    bool: "isclass isfunction ismethod ismodule isbuiltin isgenerator iscoroutinefunction",
    unknown: "signature getmembers getmro stack getsource Parameter Signature getfullargspec currentframe",
  },
  importlib: { unknown: "reload util metadata resources" },
  pprint: { none: "pprint pp", str: "pformat" },
  io: { unknown: "BytesIO StringIO open TextIOWrapper" },
  urllib: { unknown: "request parse error" },
  zipfile: { unknown: "ZipFile", bool: "is_zipfile" },
  tarfile: { unknown: "open TarFile", bool: "is_tarfile" },
  gzip: { unknown: "open GzipFile" },
  bisect: { int: "bisect bisect_left bisect_right", none: "" },
  statistics: { unknown: "mean median mode fmean", float: "stdev variance pstdev" },
  struct: { unknown: "pack unpack calcsize" },
  atexit: { same: "register" },
  weakref: { unknown: "ref proxy WeakKeyDictionary WeakValueDictionary WeakSet" },
  decimal: { unknown: "Decimal getcontext" },
  fractions: { unknown: "Fraction" },
  secrets: { unknown: "token_hex token_urlsafe choice" },
  getpass: { str: "getuser getpass" },
  base64: { unknown: "b64encode b64decode" },
  difflib: { texts: "get_close_matches" },
  sysconfig: { str: "get_path" },
  resource: { unknown: "getrusage" },
  asyncio: { unknown: "run gather sleep create_task get_event_loop Queue" },
  configparser: { unknown: "ConfigParser RawConfigParser" },
  heapq: { unknown: "nlargest nsmallest" },
  contextvars: { unknown: "ContextVar" },
  codecs: { unknown: "open" },
  locale: { none: "setlocale" },
  ast: { unknown: "literal_eval parse" },
  unittest: { unknown: "TestCase main mock skip skipIf" },
  "urllib.request": { unknown: "urlopen urlretrieve Request" },
  "urllib.parse": { unknown: "urlparse urlencode quote unquote" },
  "importlib.util": {},
  "importlib.metadata": { str: "version" },
  "importlib.resources": {},
  "logging.handlers": {},
  "multiprocessing.pool": {},
  "unittest.mock": {},
  xml: {},
  "xml.etree": {},
  "xml.etree.ElementTree": {},
  html: { str: "escape unescape" },
  http: {},
  ctypes: {},
  cProfile: {},
  pstats: {},
  pdb: { none: "set_trace" },
  faulthandler: { none: "enable" },
  errno: {},
  stat: {},
  select: {},
  sqlite3: {},
  zlib: {},
  bz2: {},
  lzma: {},
  array: {},
  cmath: {},
  colorsys: {},
  email: {},
  smtplib: {},
  ssl: {},
};

function result(kind: Kind): (machine: Machine, args: CallArguments) => Value {
  switch (kind) {
    case "float":
      return () => anyFloat;
    case "int":
      return (machine) => machine.anyInt();
    case "str":
      return () => anyStr;
    case "bool":
      return () => anyBool;
    case "none":
      return () => none;
    case "texts":
      return (machine) => machine.list([], anyStr);
    case "same":
      return (_, { positional: [first] }) => first ?? unknown;
    case "raises":
      return (machine) => machine.raise(undefined);
    case "unknown":
      return () => unknown;
  }
}

/** Unknown things of a module are told by their origin, so that calling them can be known to be harmless. */
function member(module: string, name: string, kind: Kind): Value {
  return kind === "unknown" ? { kind: "unknown", origin: `${module}.${name}` } : builtin(name, result(kind));
}

/** Paths of known parts are joined, so that names made of them stay known. */
const joinPath = builtin("join", (_, { positional, open }) => {
  const parts = positional.map((part) => (part.kind === "str" ? part.value : undefined));
  if (open || parts.includes(undefined)) return anyStr;
  return str(
    (parts as string[]).reduce(
      (path, part) =>
        part.startsWith("/") || path === "" ? part : path.endsWith("/") ? path + part : `${path}/${part}`,
      "",
    ),
  );
});

/** Constants and functions that are worth more than their kind. */
const known: Readonly<Record<string, readonly (readonly [string, Value])[]>> = {
  os: [
    ["sep", str("/")],
    ["linesep", str("\n")],
    ["name", anyStr],
  ],
  "os.path": [
    ["join", joinPath],
    ["sep", str("/")],
  ],
  sys: [
    ["maxsize", { kind: "int", size: Number.MAX_SAFE_INTEGER }],
    ["float_info", unknown],
    ["platform", anyStr],
    ["modules", loadedModules],
  ],
  string: [
    ["ascii_lowercase", str("abcdefghijklmnopqrstuvwxyz")],
    ["ascii_uppercase", str("ABCDEFGHIJKLMNOPQRSTUVWXYZ")],
    ["ascii_letters", str("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")],
    ["digits", str("0123456789")],
    ["punctuation", str("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")],
    ["whitespace", str(" \t\n\r\v\f")],
    ["printable", anyStr],
  ],
  bisect: [
    [
      "insort",
      builtin("insort", (machine, { positional: [list, item] }) => {
        if (list?.kind === "list" && item !== undefined)
          machine.heap.assign(list, "rest", machine.join(list.rest ?? item, item));
        return none;
      }),
    ],
  ],
};

export const harmlessModules: ReadonlyMap<string, ReadonlyMap<string, Value>> = new Map(
  Object.entries(table).map(([module, kinds]) => {
    const names = new Map<string, Value>();
    for (const [kind, list] of Object.entries(kinds)) {
      for (const name of list.split(" ").filter((text) => text !== ""))
        names.set(name, member(module, name, kind as Kind));
    }
    for (const [name, value] of known[module] ?? []) names.set(name, value);
    return [module, names] as const;
  }),
);
