import { topLevelModule } from './module-names.ts'

/** The distributions of widely used modules whose names differ. */
const KNOWN: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
  bson: 'pymongo',
  Crypto: 'pycryptodome',
  cv2: 'opencv-python',
  dateutil: 'python-dateutil',
  docx: 'python-docx',
  dotenv: 'python-dotenv',
  fitz: 'PyMuPDF',
  git: 'GitPython',
  'google.api_core': 'google-api-core',
  'google.auth': 'google-auth',
  'google.oauth2': 'google-auth',
  'google.protobuf': 'protobuf',
  googleapiclient: 'google-api-python-client',
  jose: 'python-jose',
  jwt: 'PyJWT',
  magic: 'python-magic',
  mpl_toolkits: 'matplotlib',
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
  pylab: 'matplotlib',
  pythoncom: 'pywin32',
  pywintypes: 'pywin32',
  serial: 'pyserial',
  skimage: 'scikit-image',
  sklearn: 'scikit-learn',
  slugify: 'python-slugify',
  usb: 'pyusb',
  win32api: 'pywin32',
  win32con: 'pywin32',
  yaml: 'PyYAML',
  zmq: 'pyzmq',
}

/** The distributions that provide standard-library modules to the Pythons that lack them. */
const BACKPORTS: Readonly<Record<string, string>> = {
  zoneinfo: 'backports.zoneinfo',
  graphlib: 'graphlib-backport',
  tomllib: 'tomli',
  asynchat: 'pyasynchat',
  asyncore: 'pyasyncore',
  distutils: 'setuptools',
  audioop: 'audioop-lts',
  cgi: 'legacy-cgi',
  cgitb: 'legacy-cgi',
}

/**
 * The distribution that provides a module: the one in the test environment, else a well-known one; else the distribution
 * is assumed to have the name of the module, and `known` is false.
 *
 * @param module a dotted name; its longest known prefix determines the distribution, as for `google.cloud.storage`
 * @param providers import name -> distributions, of an environment that contains the test dependencies
 */
export function distributionOf(
  module: string,
  { providers }: { readonly providers: Readonly<Record<string, readonly string[]>> },
): { distribution: string; known: boolean } {
  const parts = module.split('.')
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.')
    const distribution = providers[name]?.[0] ?? KNOWN[name] ?? BACKPORTS[name]
    if (distribution !== undefined) return { distribution, known: true }
  }
  // Distributions of Google Cloud have the names of their modules.
  if (parts.length > 2 && module.startsWith('google.cloud.'))
    return { distribution: parts.slice(0, 3).join('-'), known: false }
  return { distribution: topLevelModule(module).replaceAll('_', '-'), known: false }
}
