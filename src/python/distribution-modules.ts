/**
 * Widely used distributions, one on each line, with the modules that they install. Without modules, it is the one that
 * has the name of the distribution in lower case, with `_`. A distribution that provides the same module as a more usual
 * one (`opencv-python-headless`) is not listed, and neither is one whose module has a name that packages use themselves.
 *
 * Source: the RECORD files of installed distributions, and the documentation of the others. The list was written for this
 * project and has its license.
 */
export const DISTRIBUTIONS = `
a2wsgi
abi3audit
abi3info
absl-py: absl
accelerate
accessible-pygments: a11y_pygments
adal
aio-pika
aioboto3
aiobotocore
aiocache
aiodns
aiofile
aiofiles
aiogram
aiohappyeyeballs
aiohttp
aiohttp-cors
aiokafka
aiomysql
aiopg
aioredis
aioresponses
aiormq
aiosignal
aiosmtplib
aiosqlite
alabaster
alembic
altair
amqp
aniso8601
annotated-doc
annotated-types
anthropic
antlr4-python3-runtime: antlr4
anyascii
anyio
anytree
apache-airflow: airflow
apache-beam
apipkg
apispec
appdirs
APScheduler
argcomplete
argh
argon2-cffi: argon2
arrow
asciimatics
asdf
asgiref
astroid
astropy
asttokens
astunparse
async-timeout
asyncpg
asyncssh
atomicwrites
attrs: attr attrs
audioread
auditwheel
Authlib
autobahn
Automat
aws-sam-translator: samtranslator
aws-xray-sdk
awscli
azure-common: azure.common
azure-core: azure.core
azure-cosmos: azure.cosmos
azure-data-tables: azure.data.tables
azure-eventhub: azure.eventhub
azure-functions: azure.functions
azure-identity: azure.identity
azure-keyvault-keys: azure.keyvault.keys
azure-keyvault-secrets: azure.keyvault.secrets
azure-mgmt-compute: azure.mgmt.compute
azure-mgmt-network: azure.mgmt.network
azure-mgmt-resource: azure.mgmt.resource
azure-mgmt-storage: azure.mgmt.storage
azure-monitor-opentelemetry: azure.monitor.opentelemetry
azure-servicebus: azure.servicebus
azure-storage-blob: azure.storage.blob
azure-storage-file-datalake: azure.storage.filedatalake
azure-storage-file-share: azure.storage.fileshare
azure-storage-queue: azure.storage.queue
babel
backcall
backoff
backports.cached-property: backports.cached_property
backports.entry-points-selectable: backports.entry_points_selectable
backports.functools-lru-cache: backports.functools_lru_cache
backports.ssl-match-hostname: backports.ssl_match_hostname
backports.strenum: backports.strenum
backports.tarfile: backports.tarfile
backports.tempfile: backports.tempfile
backports.zoneinfo: backports.zoneinfo
backports.zstd: backports.zstd
bandit
base58
bcrypt
Beaker
beartype
beautifulsoup4: bs4
billiard
binaryornot
biopython: Bio BioSQL
bitarray
bitstring
black
bleach
blessings
blinker
blis
blockbuster
bokeh
boltons
boolean.py: boolean
boto
boto3
botocore
bottle
Bottleneck
braintree
brotli
brotlicffi
bsddb3
build
bz2file
CacheControl
cachelib
cachetools
cairocffi
CairoSVG
calver
Cartopy
casadi
cassandra-driver: cassandra
catalogue
cattrs: cattr cattrs
cbor2
celery
Cerberus
certifi
cffi
cfgv
cfn-lint: cfnlint
cftime
channels
chardet
charset-normalizer
check-wheel-contents
cheetah3: Cheetah
cheroot
CherryPy
chromadb
clang
cleo
click
click-default-group
click-log
click-plugins
clickhouse-connect
clickhouse-driver
cligj
cloudpathlib
cloudpickle
cloudscraper
cmake
cmd2
codecov
codespell: codespell_lib
colorama
colorcet
coloredlogs
colorful
colorlog
colour-science: colour
comm
commentjson
commonmark
confection
ConfigArgParse
configobj
configupdater
confluent-kafka
connexion
constantly
construct
contourpy
cookiecutter
coreapi
covdefaults
coverage
coverage-conditional-plugin
coveralls
crashtest
crc32c
crcmod
croniter
cryptography
css-parser
cssselect
cssutils: cssutils encutils
cupy
curio
curl_cffi
cvxopt
cvxpy
cx_Oracle: cx_Oracle
cycler
cyclopts
cymem
Cython: cython Cython pyximport
cytoolz
daphne
dash
dask
databricks-sdk: databricks.sdk
databricks-sql-connector: databricks.sql
dataclasses-json
datadog
datasets
datashader
dateparser
dateutils
ddgs
ddt
ddtrace
decorator
deepdiff
deepmerge
defusedxml
delegator.py: delegator
dep-logic
Deprecated
deprecation
diagrams
dictdiffer
diff_cover
diffusers
dill
dirhash
dirty-equals
diskcache
distlib
distributed
distro
dj-database-url
Django
django-allauth: allauth
django-appconf: appconf
django-cacheops: cacheops
django-celery-beat
django-celery-results
django-ckeditor: ckeditor
django-compressor: compressor
django-cors-headers: corsheaders
django-crispy-forms: crispy_forms
django-csp: csp
django-debug-toolbar: debug_toolbar
django-environ: environ
django-extensions
django-filter: django_filters
django-formtools: formtools
django-guardian: guardian
django-haystack: haystack
django-import-export: import_export
django-ipware: ipware
django-js-asset: js_asset
django-model-utils: model_utils
django-modelcluster: modelcluster
django-mptt: mptt
django-ninja: ninja
django-oauth-toolkit: oauth2_provider
django-otp
django-permissionedforms: permissionedforms
django-phonenumber-field: phonenumber_field
django-polymorphic: polymorphic
django-prometheus
django-redis
django-reversion: reversion
django-sekizai: sekizai
django-simple-history: simple_history
django-storages: storages
django-stubs-ext
django-stubs: mypy_django_plugin
django-tables2
django-tagging: tagging
django-tasks
django-template-partials: template_partials
django-treebeard: treebeard
django-webpack-loader: webpack_loader
django-widget-tweaks: widget_tweaks
djangorestframework-simplejwt: rest_framework_simplejwt
djangorestframework-xml: rest_framework_xml
djangorestframework-yaml: rest_framework_yaml
djangorestframework: rest_framework
dlib
dnslib
dnspython: dns
docker
dockerfile-parse
docopt
docspec
docspec-python
docstring-to-markdown
docstring_parser
docutils
docxtpl
dogpile.cache: dogpile.cache
dotty-dict
dpath
draftjs_exporter
drf-nested-routers: rest_framework_nested
drf-spectacular
drf-yasg
dropbox
duckdb
duckduckgo_search
dukpy
dulwich
dunamai
earthengine-api: ee
easydict
ecdsa
editables
einops
elastic-apm: elasticapm
elastic-transport
elasticsearch
elasticsearch-dsl
eliot
email-reply-parser
email-validator
emcee
emoji
environs
ephem
ephemeral-port-reserve
esprima
et_xmlfile
eth-account
eth-utils
eval-type-backport
evaluate
evdev
eventlet
exceptiongroup
exchangelib
execnet
executing
ExifRead
extruct
fabric
facebook-sdk: facebook
faiss-cpu: faiss
Faker
fakeredis
falcon
fastapi
fastavro
fastembed
fasteners
fastjsonschema
fastparquet
fasttext
feedgen
feedparser
ffmpeg-python: ffmpeg
filelock
filetype
findpython
fiona
fire
firebase-admin
flake8
flake8_import_order
flaky
flasgger
Flask
Flask-Admin
Flask-Babel
Flask-Bcrypt
Flask-Caching
Flask-Compress
flask-cors
Flask-HTTPAuth
Flask-JWT-Extended
Flask-Limiter
Flask-Login
Flask-Mail
flask-marshmallow
Flask-Migrate
Flask-PyMongo
Flask-RESTful
flask-restx
Flask-Script
Flask-Session
Flask-SocketIO
Flask-SQLAlchemy
flask-talisman
Flask-Testing
Flask-WTF
flatbuffers
flatten-dict
flax
flit_core
flower
fluent-logger: fluent
folium
fonttools: fontTools
forbiddenfruit
fpdf2: fpdf
freezegun
frictionless
frozenlist
fs
fsspec
ftfy
funcy
furl
furo
future: future libfuturize libpasteurize past
fuzzywuzzy
gcsfs
GDAL: gdal ogr osgeo osr
gensim
geocoder
geoip2
geojson
geopandas
geopy
gevent
gevent-websocket: geventwebsocket
ghapi
ghp-import
gitdb
gitlint-core: gitlint
GitPython: git
gluonts
gmpy2
google-ads: google.ads
google-analytics-data: google.analytics.data
google-api-core: google.api_core
google-api-python-client: googleapiclient
google-auth-httplib2
google-auth-oauthlib
google-auth: google.auth google.oauth2
google-cloud-bigquery-storage: google.cloud.bigquery_storage
google-cloud-bigquery: google.cloud.bigquery
google-cloud-bigtable: google.cloud.bigtable
google-cloud-core: google.cloud.client
google-cloud-datastore: google.cloud.datastore
google-cloud-firestore: google.cloud.firestore
google-cloud-kms: google.cloud.kms
google-cloud-logging: google.cloud.logging
google-cloud-monitoring: google.cloud.monitoring_v3
google-cloud-pubsub: google.cloud.pubsub google.cloud.pubsub_v1
google-cloud-secret-manager: google.cloud.secretmanager
google-cloud-spanner: google.cloud.spanner
google-cloud-speech: google.cloud.speech
google-cloud-storage: google.cloud.storage
google-cloud-tasks: google.cloud.tasks
google-cloud-texttospeech: google.cloud.texttospeech
google-cloud-translate: google.cloud.translate
google-cloud-vision: google.cloud.vision
google-crc32c
google-genai: google.genai
google-generativeai: google.generativeai
google-resumable-media: google.resumable_media
googleapis-common-protos: google.api google.rpc google.type
googlemaps
gpiozero
gprof2dot
gql
gradio
graphene
graphene-django
graphql-core: graphql
graphviz
greenlet
griffe-public-wildcard-imports
griffecli
griffelib: griffe
grpcio-health-checking: grpc_health
grpcio-reflection: grpc_reflection
grpcio-status: grpc_status
grpcio-testing: grpc_testing
grpcio-tools: grpc_tools
grpcio: grpc
grpclib
gspread
gssapi
gTTS
guessit
gunicorn
gym
gymnasium
h11
h2
h3
h5netcdf
h5py
halo
hatch
hatch-fancy-pypi-readme
hatch-vcs
hatchling
haversine
hdbscan
hf-xet
hiredis
hjson
holidays
holoviews
hpack
html2text
html5-parser
html5lib
htmlmin
httpbin
httpcore
httpie
httplib2
httptools
httpx
httpx-sse
huggingface_hub
humanfriendly
humanize
hupper
hvac
hvplot
hydra-core: hydra
hypercorn
hyperframe
hyperlink
hypothesis
ibm-cloud-sdk-core
icalendar
icdiff
icecream
identify
idna
ijson
ImageHash
imageio
imageio-ffmpeg
imagesize
imbalanced-learn: imblearn
imgaug
immutabledict
immutables
importlib_metadata
importlib_resources
impyla: impala
imutils
Incremental
inflect
inflection
influxdb
influxdb-client
iniconfig
inquirer
installer
interegular
intervaltree
invocations
invoke
ipdb
iptools
ipykernel
ipyleaflet
ipython: IPython
ipython_pygments_lexers
ipywidgets
iso8601
isodate
isoduration
isort
itemadapter
itemloaders
itsdangerous
jaraco.classes: jaraco.classes
jaraco.collections: jaraco.collections
jaraco.context: jaraco.context
jaraco.functools: jaraco.functools
jaraco.itertools: jaraco.itertools
jaraco.logging: jaraco.logging
jaraco.path: jaraco.path
jaraco.text: jaraco.text
jax
jaxlib
jedi
jeepney
jenkinsapi
jieba
Jinja2
jira
jmespath
joblib
josepy
joserfc
JPype1: jpype
Js2Py
jsbeautifier
json-logging
json5
jsondiff
jsonlines
jsonmerge
jsonpatch
jsonpath-ng
jsonpickle
jsonpointer
jsonref
jsonrpclib-pelix: jsonrpclib
jsons
jsonschema
jsonschema-path
jsonschema-specifications
junit-xml
junitparser
jupyter-client
jupyter-core
jupyter-server
jupyterlab
jupyterlab_widgets
jupytext
kafka-python: kafka
kazoo
keras
keyring
keyrings.alt: keyrings.alt
Kivy
kiwisolver
kombu
konlpy
korean-lunar-calendar
kubernetes
langchain
langchain-community
langchain-core
langchain-openai
langchain-protocol
langchain-text-splitters
langcodes
langdetect
langgraph
langsmith
lark
launchdarkly-server-sdk: ldclient
lazy-loader
lazy-object-proxy
ldap3
Levenshtein: Levenshtein
libcst
librosa
libsass: sass sassutils
libusb1: usb1
libvirt-python: libvirt
license-expression
lightgbm
lightning
limits
line-profiler
litellm
llama-index-core: llama_index.core
llvmlite
lmdb
locket
locust
log-symbols
logbook
loguru
logzero
looseversion
lupa
lxml
lxml-html-clean
lz4
lzstring
M2Crypto: M2Crypto
m3u8
Mako
mariadb
Markdown
markdown2
MarkupSafe
marshmallow
marshmallow-sqlalchemy
mashumaro
Mastodon.py: mastodon
matplotlib-inline
matplotlib: matplotlib mpl_toolkits pylab
maturin
maxminddb
maya
mccabe
mcp
mcp-types
mdit-py-plugins
mdurl
mecab-python3: MeCab
memory-profiler
mergedeep
meson
mido
mike
minio
mistune
mkdocs
mkdocs-get-deps
mkdocs-git-revision-date-plugin
mlflow
mlxtend
mmcv
mmh3
mock
modin
mongoengine
mongomock
more-itertools
moto
motor
moviepy
mplcursors
mplfinance
mpmath
msal
msal-extensions
msgpack
msgspec
msrest
msrestazure
multidict
multimethod
multipledispatch
multiprocess
munch
mutagen
mygene
mypy-boto3-s3
mypy: mypy mypyc
mypy_extensions
mysql-connector-python: mysql.connector
mysqlclient: _mysql MySQLdb
myst-parser
nameparser
napalm
narwhals
natsort
nbclient
nbconvert
nbformat
neo4j
nest-asyncio
netaddr
netCDF4: netCDF4
netifaces
netmiko
networkx
newrelic
nh3
nibabel
nltk
nodeenv
notebook
nox
ntplib
num2words
numba
numcodecs
numexpr
numpy
nvidia-ml-py: pynvml
oauth2client
oauthlib
objgraph
ofxparse
ollama
omegaconf
onnx
onnxruntime
open3d
openai
openai-whisper: whisper
openapi-core
openapi-pydantic
openapi-schema-validator
openapi-spec-validator
opencensus
opencv-python: cv2
OpenEXR: OpenEXR
openpyxl
opensearch-py: opensearchpy
opentelemetry-api: opentelemetry.context opentelemetry.metrics opentelemetry.propagate opentelemetry.trace
opentelemetry-exporter-otlp: opentelemetry.exporter.otlp
opentelemetry-sdk: opentelemetry.sdk
opentelemetry-semantic-conventions: opentelemetry.semconv
opentracing
optuna
oracledb
ordered-set
orjson
oslo.config
oslo.i18n
oslo.log
oslo.serialization
oslo.utils
osmium
osmnx
oss2
outcome
overrides
packageurl-python: packageurl
packaging
paho-mqtt: paho
pandas
panel
papermill
param
parameterized
paramiko
parse
parse-type
parsel
parso
partd
passlib
Paste
PasteDeploy: paste.deploy
pathable
pathspec
pathvalidate
patsy
pbr
pbs-installer
pdf2image
pdfkit
pdfminer.six: pdfminer
pdfplumber
pdm
pdm-backend: pdm.backend
peewee: peewee playhouse
pefile
peft
pendulum
pep517
pep8
pep8-naming: pep8ext_naming
pexpect
pgpy
pgvector
phonenumbers
pickleshare
piexif
pika
pikepdf
pillow: PIL
pillow_heif
pint
pip
pip-requirements-parser
pip-tools: piptools
pipdeptree
pkgconfig
pkginfo
platformdirs
playwright
plotly: _plotly_utils plotly
plotnine
pluggy
plumbum
ply
pmdarima
podcastparser
poetry
poetry-core: poetry.core
poetry-dynamic-versioning
poetry-plugin-export
polars
polib
polyline
pony
pooch
portalocker
portend
portpicker
posthog
pprintpp
praw
pre-commit
preshed
presto-python-client: prestodb
prettytable
prison
process-tests
progress
progressbar2: progressbar
prometheus-client
promise
prompt_toolkit
propcache
Protego
proto-plus: proto
protobuf: google.protobuf
prov
psutil
psycopg
psycopg-pool
psycopg2
ptyprocess
pudb
pulp
pure-sasl: puresasl
pure_eval
pvlib
pwntools: pwn pwnlib
py
py-cpuinfo: cpuinfo
py-key-value-aio: key_value
py-partiql-parser
py4j
py_rust_stemmers
pyaes
pyahocorasick: ahocorasick
pyaml
pyarrow
pyasn1
PyAudio
PyAutoGUI
pybind11
pybtex
pycairo: cairo
pycocotools
pycodestyle
pycountry
pycparser
pycryptodome: Crypto
pycryptodomex: Cryptodome
pycurl
pydantic
pydantic-extra-types
pydantic-settings
pydantic_core
pydantic_yaml
pydicom
PyDispatcher: pydispatch
pydoc-markdown
pydocstyle
pydot
pydub
pydyf
pyee
pyelftools: elftools
PyExecJS: execjs
pyfakefs
pyfiglet
pyflakes
pyftpdlib
pygame
pygit2
PyGithub: github
pyglet
Pygments
PyGObject: gi
pygraphviz
PyHamcrest: hamcrest
pyhdfs
PyHive
pyinotify
pyinstaller: PyInstaller
pyjsparser
PyJWT: jwt
pykakasi
pykerberos: kerberos
pylibdmtx
pylibmc
pylint
pymdown-extensions: pymdownx
PyMeeus
pymemcache
pymodbus
pymongo: bson gridfs pymongo
Pympler
pymssql
PyMuPDF: fitz pymupdf
PyMySQL
PyNaCl: nacl
pynamodb
pynput
pyobjc-core: objc
pyobjc-framework-Cocoa: AppKit CoreFoundation Foundation
pyobjc-framework-Quartz: Quartz
pyodbc
pyogrio
PyOpenGL: OpenGL
pyOpenSSL: OpenSSL
pypandoc
pyparsing
pyparted: parted
pypdf
PyPDF2: PyPDF2
pypdfium2
pyperclip
pyperf
pypng: png
pyproj
pyproject-api
pyproject_hooks
pyqrcode
PyQt5: PyQt5
PyQt6: PyQt6
pyqtgraph
PyQtWebEngine: PyQt5.QtWebEngine PyQt5.QtWebEngineWidgets
pyramid
pyRFC3339
pyright
pyroma
pyroute2
pyrsistent
pysaml2: saml2
PyScreeze
pyserial-asyncio: serial_asyncio
pyserial: serial
pysftp
pyshp: shapefile
PySide2: PySide2 shiboken2
PySide6: PySide6
PySimpleGUI: PySimpleGUI
pysmi
pysnmp
PySocks: socks sockshandler
pyspark
pyspellchecker: spellchecker
pysrt
pystac
PyStemmer: Stemmer
pystray
pytesseract
pytest
pytest-asyncio
pytest-bdd
pytest-benchmark
pytest-clarity
pytest-codspeed
pytest-cov
pytest-datadir
pytest-dependency
pytest-django
pytest-dotenv
pytest-examples
pytest-flask
pytest-forked
pytest-gitconfig
pytest-github-actions-annotate-failures
pytest-html
pytest-httpbin
pytest-icdiff
pytest-ignore-flaky
pytest-lazy-fixture: pytest_lazyfixture
pytest-lazy-fixtures
pytest-metadata
pytest-mock
pytest-mypy
pytest-mypy-plugins
pytest-mypy-testing
pytest-pretty
pytest-profiling
pytest-pycodestyle
pytest-randomly
pytest-recording
pytest-regressions
pytest-relaxed
pytest-repeat
pytest-rerunfailures
pytest-run-parallel
pytest-runner: ptr
pytest-socket
pytest-subtests
pytest-sugar
pytest-timeout
pytest-watch
pytest-watcher
pytest-xdist: xdist
pytest-xprocess: xprocess
pytest_freezer
python-barcode: barcode
python-box: box
python-can: can
python-chess: chess
python-consul: consul
python-crontab: crontab
python-daemon: daemon
python-dateutil: dateutil
python-debian: deb822 debian
python-decouple: decouple
python-discovery
python-docx: docx
python-dotenv: dotenv
python-engineio: engineio
python-frontmatter: frontmatter
python-gitlab: gitlab
python-gnupg: gnupg
python-hglib: hglib
python-http-client
python-iso639: iso639
python-jenkins: jenkins
python-jose: jose
python-json-logger: pythonjsonlogger
python-keystoneclient: keystoneclient
python-ldap: ldap ldapurl ldif
python-louvain: community
python-lsp-jsonrpc: pylsp_jsonrpc
python-lsp-server: pylsp
python-magic: magic
python-memcached: memcache
python-miio: miio
python-mpv: mpv
python-multipart: multipart python_multipart
python-nmap: nmap
python-novaclient: novaclient
python-osc: pythonosc
python-pam: pam
python-pptx: pptx
python-rapidjson: rapidjson
python-redis-lock: redis_lock
python-rtmidi: rtmidi
python-semantic-release: semantic_release
python-slugify: slugify
python-snappy: snappy
python-socketio: socketio
python-socks
python-statemachine: statemachine
python-stdnum: stdnum
python-swiftclient: swiftclient
python-telegram-bot: telegram
python-utils
python-vlc: vlc
python-xlib: Xlib
python3-saml: onelogin
pythonnet: clr pythonnet
pytokens
pytorch-lightning
pytz
pytz-deprecation-shim
pyudev
pyusb: usb
PyVirtualDisplay
pyvisa
pyvista
pyviz-comms
pyvmomi: pyVim pyVmomi vmware
PyWavelets: pywt
pywebview: webview
pywin32: pythoncom pythonwin pywintypes servicemanager win32api win32clipboard win32com win32con win32event win32file win32gui win32pipe win32process win32security win32service win32serviceutil winerror
pywinauto
pywinpty: winpty
pywinrm: winrm
pyxdg: xdg
PyYAML: yaml
pyyaml_env_tag: yaml_env_tag
pyzbar
pyzmq: zmq
qdrant-client
qrcode
QtPy
quantities
quart
questionary
queuelib
radon
railroad-diagrams: railroad
RapidFuzz
rarfile
rasterio
ray
rdflib
reactivex
readchar
readme_renderer
recommonmark
redis
redis-py-cluster: rediscluster
reedsolo
referencing
regex
releases
reportlab
requests
requests-cache
requests-file
requests-kerberos
requests-mock
requests-ntlm
requests-oauthlib
requests-toolbelt
resampy
responses
retry
retrying
rfc3339-validator
rfc3986
rfc3987
rich
rich-click
rich-rst
robotframework: robot
roman-numerals
rope
rpds-py: rpds
RPi.GPIO: RPi
rpyc
rq
rsa
rtree
ruamel.yaml: ruamel.yaml
ruff
Rx
s3cmd: 
s3fs
s3transfer
sacrebleu
safetensors
salib: SALib
saneyaml
sanic
schedule
schema
schematics
schwifty
scikit-bio: skbio
scikit-build-core
scikit-build: skbuild
scikit-image: skimage
scikit-learn: sklearn
scikit-optimize: skopt
scipy
scp
Scrapy
seaborn
SecretStorage
segno
selenium
semantic-version
semver
Send2Trash
sendgrid
sentence-transformers
sentencepiece
sentry-sdk
service-identity
setproctitle
setuptools-scm
setuptools: pkg_resources setuptools
sh
shap
Shapely
shellingham
shtab
simple-salesforce
simpleeval
SimpleITK: SimpleITK
simplejson
simpy
singer-python: singer
six
slack-bolt
slack-sdk: slack slack_sdk
smart_open
smbprotocol: smbclient smbprotocol
smbus2
smmap
snakemake
sniffio
snowballstemmer
snowflake-connector-python: snowflake.connector
snowflake-sqlalchemy: snowflake.sqlalchemy
social-auth-app-django: social_django
social-auth-core: social_core
sortedcontainers
sounddevice
soundfile
soupsieve
spacy
spacy-legacy
SpeechRecognition: speech_recognition
Sphinx
sphinx-autobuild
sphinx-basic-ng
sphinx-copybutton
sphinx-tabs
sphinx_rtd_theme
sphinxcontrib-httpdomain: sphinxcontrib.httpdomain
sphinxcontrib-jquery: sphinxcontrib.jquery
spinners
spotipy
SQLAlchemy
SQLAlchemy-Utils
sqlglot
sqlmodel
sqlparse
srsly
sse-starlette
sshpubkeys
sshtunnel
stack-data
starlette
statsd
statsmodels
stevedore
stomp.py: stomp
streamlit
strictyaml
stringcase
stripe
striprtf
structlog
suds-community: suds
supervisor
svglib
svgwrite
swapper
sympy
syrupy
tableauserverclient
tables
tabulate
taskipy
tavern
tblib
tempora
tenacity
tensorboard
tensorboardX: tensorboardX
tensorflow
tensorflow-datasets
tensorflow-hub
tensorflow-probability
termcolor
terminaltables
testcontainers
testfixtures
testpath
testtools
text-unidecode
textblob
textdistance
texttable
textual
textX
Theano
thefuzz
thinc
thop
threadpoolctl
thrift
tifffile
tiktoken
time-machine
timm
tink
tinycss2
tinydb
tldextract
tokenizers
toml
tomli
tomli_w
tomlkit
toolz: tlz toolz
toposort
torch
torchaudio
torchmetrics
torchtext
torchvision
tornado
tox
tqdm
traitlets
transformers
transitions
tree-sitter
trimesh
trino
trio
trio-websocket
trove-classifiers
trustme
truststore
ttkbootstrap
tweepy
twilio
twine
Twisted
txaio
txredisapi
typed-ast
typeguard
typer
typing-inspect
typing-inspection
typing_extensions
typish
tzdata
tzlocal
tzwhere
ua-parser
ujson
umap-learn: umap
uncertainties
unicodecsv
unicodedata2
Unidecode
unittest-xml-reporting: xmlrunner
unpaddedbase64
untangle
uritemplate
uritools
url-normalize
urllib3
urwid
user-agents
userpath
uuid7: uuid_extensions
uuid_utils
uv
uvicorn
uvloop
validate-pyproject
validators
vcrpy: vcr
vcs-versioning
vermin
versioningit
verspec
virtualenv
vobject
voluptuous
vtk: vtk vtkmodules
w3lib
waitress
wand
wandb
wasabi
watchdog
watchfiles
wcag-contrast-ratio
wcwidth
WeasyPrint
weaviate-client: weaviate
web3
webargs
webcolors
webencodings
WebOb
websocket-client: websocket
websockets
WebTest
Werkzeug
wheel
whitenoise
Whoosh
widgetsnbextension
wikipedia
Willow
WMI
wordcloud
wrapt
wsproto
WTForms
wxPython: wx
xarray
xgboost
xhtml2pdf
xlrd
XlsxWriter
xlutils
xlwings
xlwt
xmljson
xmlschema
xmlsec
xmltodict
xxhash
yapf
yappi
yarl
yfinance
youtube-dl
yt-dlp
zarr
zc.buildout: zc.buildout
zc.lockfile: zc.lockfile
zeep
zeroconf
zict
zipp
ZODB: ZODB
zope.component: zope.component
zope.event: zope.event
zope.interface: zope.interface
zope.schema: zope.schema
zope.testing: zope.testing
zstandard
`
