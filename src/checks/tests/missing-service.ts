import { exceptionChain, type PythonError } from '../../python/traceback.ts'

/** Something outside of Python that a test needs and this machine lacks. */
export type MissingService =
  /** `name` is the service with its address, or a server, the network, a display, a locale or credentials. */
  { readonly kind: 'service'; readonly name: string } | { readonly kind: 'program'; readonly name: string }

/** The names of what is not a server. */
const NAMES = {
  display: 'a display',
  /** Of the operating system, as `locale -a` lists them. */
  locale: 'a locale',
  /** For the interface of a cloud provider. */
  credentials: 'cloud credentials',
  /** A host can follow. */
  network: 'the network',
} as const

export type ServiceKind = keyof typeof NAMES | 'server'

/** Returns the kind of a missing service by its name, as the facts of a failure have only the name. */
export function kindOfService(name: string): ServiceKind {
  if (name.startsWith(NAMES.network)) return 'network'
  const kinds = ['display', 'locale', 'credentials'] as const
  return kinds.find((kind) => name === NAMES[kind]) ?? 'server'
}

/** Services by patterns in an exception or in the modules that raise it. */
const SERVICES: readonly (readonly [RegExp, string])[] = [
  [/postgres|psycopg|asyncpg|pg8000/i, 'PostgreSQL'],
  [/mysql|mariadb|aiomysql/i, 'MySQL'],
  [/redis|valkey/i, 'Redis'],
  [/mongo/i, 'MongoDB'],
  [/rabbitmq|amqp|pika|kombu/i, 'RabbitMQ'],
  [/kafka|NoBrokersAvailable/i, 'Kafka'],
  [/elasticsearch|opensearch/i, 'Elasticsearch'],
  [/memcache/i, 'Memcached'],
  [/docker|testcontainers/i, 'Docker'],
  [/clickhouse/i, 'ClickHouse'],
  [/cassandra|NoHostAvailable/i, 'Cassandra'],
  [/neo4j/i, 'Neo4j'],
  [/ldap/i, 'an LDAP server'],
  [/nats\b/i, 'NATS'],
  [/etcd/i, 'etcd'],
  [/minio|localstack/i, 'an object store'],
]

/** Ports by default, for errors that name only an address. */
const PORTS: Readonly<Record<string, string>> = {
  5432: 'PostgreSQL',
  3306: 'MySQL',
  6379: 'Redis',
  27017: 'MongoDB',
  5672: 'RabbitMQ',
  9092: 'Kafka',
  9200: 'Elasticsearch',
  11211: 'Memcached',
  2375: 'Docker',
}

/** No server listens at an address. */
const REFUSED =
  /Connection refused|actively refused it|Connect call failed|could not connect to server|Can't connect to (?:MySQL )?server|\[Errno 111\]|\[Errno 61\]|\[WinError 10061\]|Is the server running|NoBrokersAvailable|ServerSelectionTimeoutError|Cannot connect to the Docker daemon|Error while fetching server API version|connection to server (?:at|on) .* failed/i

/** A host name that cannot be resolved or reached. */
const NO_NETWORK =
  /Name or service not known|Temporary failure in name resolution|nodename nor servname|No address associated with hostname|getaddrinfo failed|Network is unreachable|No route to host|Failed to resolve|NameResolutionError|Tunnel connection failed|Cannot connect to proxy|Unable to connect to proxy/i

const NO_DISPLAY =
  /no display name and no \$DISPLAY|couldn't connect to display|could not connect to display|cannot open display|Can't open display/i

/** Errors of botocore and google-auth. */
const NO_CREDENTIALS =
  /NoCredentialsError|Unable to locate credentials|DefaultCredentialsError|default credentials were not found/i

/**
 * Returns the service or program whose absence makes a test fail; undefined for other failures.
 *
 * @param ownPrograms scripts of the package: one that is missing is its own fault
 */
export function missingService(
  error: PythonError,
  ownPrograms: ReadonlySet<string>,
): MissingService | undefined {
  // Its message shows the compared values, which may be texts of other errors.
  if (error.type === 'AssertionError' || error.type === 'Failed') return undefined
  const chain = exceptionChain(error)
  for (const one of chain) {
    const program = missingProgram(one)
    if (program !== undefined)
      return ownPrograms.has(program) ? undefined : { kind: 'program', name: program }
  }
  const text = chain.map(({ qualname, message }) => `${qualname}: ${message}`).join('\n')
  if (NO_DISPLAY.test(text)) return { kind: 'service', name: NAMES.display }
  if (/unsupported locale setting/.test(text)) return { kind: 'service', name: NAMES.locale }
  if (NO_CREDENTIALS.test(text)) return { kind: 'service', name: NAMES.credentials }
  const isRefused = REFUSED.test(text) || chain.some(({ type }) => type === 'ConnectionRefusedError')
  if (isRefused) return { kind: 'service', name: serviceIn(chain, text) }
  if (!NO_NETWORK.test(text) && !chain.some(({ type }) => type === 'gaierror')) return undefined
  const host = hostIn(text)
  return { kind: 'service', name: host === undefined ? NAMES.network : `${NAMES.network} (${host})` }
}

function serviceIn(chain: readonly PythonError[], text: string): string {
  const modules = chain.flatMap(({ frames }) => frames.map(({ file }) => moduleDirectories(file))).join('\n')
  const named = SERVICES.find(([pattern]) => pattern.test(text) || pattern.test(modules))?.[1]
  const address = addressIn(text)
  const service = named ?? PORTS[address?.port ?? '']
  const at = address === undefined ? undefined : `${address.host}:${address.port}`
  if (service === undefined) return at === undefined ? 'a server' : `a server at ${at}`
  return at === undefined ? service : `${service} at ${at}`
}

/** The part of a path in site-packages: a checkout may have any name. */
function moduleDirectories(file: string): string {
  return /site-packages[\\/](.*)$/.exec(file)?.[1] ?? ''
}

function addressIn(text: string): { readonly host: string; readonly port: string } | undefined {
  const patterns = [
    /\('([\w.:-]+)', (\d+)/,
    /host='([^']+)', port=(\d+)/,
    /at "([^"]+)"(?: \([^)]*\))?, port (\d+)/,
    /\b(localhost|[\w-]+(?:\.[\w-]+)+|::1):(\d{2,5})\b/,
  ]
  for (const pattern of patterns) {
    const [, host, port] = pattern.exec(text) ?? []
    if (host !== undefined && port !== undefined) return { host: host === '::1' ? 'localhost' : host, port }
  }
  return undefined
}

function hostIn(text: string): string | undefined {
  return /host='([^']+)'|resolve '([^']+)'|host (?:name )?"([^"]+)"|https?:\/\/([\w.-]+)/
    .exec(text)
    ?.slice(1)
    .find((host) => host !== undefined)
}

/** The program that could not be started because it is not on PATH. */
function missingProgram({ type, message, path, frames }: PythonError): string | undefined {
  if (type !== 'FileNotFoundError') return undefined
  const last = frames.at(-1)
  const isStart = last !== undefined && /[\\/]subprocess\.py$/.test(last.file)
  const program = path ?? /'([^']+)'/.exec(message)?.[1]
  return isStart && program !== undefined && /^[\w.+-]+$/.test(program) ? program : undefined
}
