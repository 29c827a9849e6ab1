import { topOf } from './module-names.ts'

/** Modules whose distribution has another name, the most used of them. */
const KNOWN: Readonly<Record<string, string>> = {
  attr: 'attrs',
  bs4: 'beautifulsoup4',
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
  MySQLdb: 'mysqlclient',
  OpenSSL: 'pyOpenSSL',
  PIL: 'Pillow',
  pkg_resources: 'setuptools',
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

/** What brings modules of the standard library to the Pythons that do not have them. */
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
 * The distribution that a module comes from: as seen where the tests' requirements are installed, else as commonly
 * known; else it is taken to have the name of the module.
 *
 * @param module dotted; the longest part of it that is known decides, as in google.cloud.storage
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
  // Google's libraries are named as their modules are.
  if (parts.length > 2 && module.startsWith('google.cloud.'))
    return { distribution: parts.slice(0, 3).join('-'), known: false }
  return { distribution: topOf(module).replaceAll('_', '-'), known: false }
}
