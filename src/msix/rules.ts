// What a manifest may hold, by the simple types of AppxManifestTypes.xsd; each says which. Patterns
// are for the whole text.

export interface Rule {
  readonly test: (text: string) => boolean;
  /** What it must be, for the hint. */
  readonly wanted: string;
}

const pattern = (regex: RegExp, wanted: string): Rule => ({
  test: (text) => regex.test(text),
  wanted,
});

/** No blank at either end, at most so many characters. */
const text = (max: number): Rule => ({
  test: (value) => value.length <= max && /^\S(?:[\s\S]*\S)?$/.test(value) && !hasControl(value),
  wanted: `it takes 1 to ${max} characters, none of them a control character, and no blank at either end`,
});

/** A control character is not to be had in XML 1.0, but for tab and line ends. */
function hasControl(value: string): boolean {
  return [...value].some((char) => char < ' ' || char === '\uFFFE' || char === '\uFFFF');
}

const NUMBER = '(?:0|[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const DN_KEY =
  '(?:CN|L|O|OU|E|C|S|STREET|T|G|I|SN|DC|SERIALNUMBER|Description|PostalCode|POBox|Phone|X21Address|dnQualifier|OID\\.(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*))+)';
const DN_PART = `${DN_KEY}=(?:[^,+="<>#;]+|".*")`;
const FILE = '[^<>":%|?*\\x01-\\x1f]+';

const COLORS = new Set(
  [
    'aliceBlue antiqueWhite aqua aquamarine azure beige bisque black blanchedAlmond blue',
    'blueViolet brown burlyWood cadetBlue chartreuse chocolate coral cornflowerBlue cornsilk',
    'crimson cyan darkBlue darkCyan darkGoldenrod darkGray darkGreen darkKhaki darkMagenta',
    'darkOliveGreen darkOrange darkOrchid darkRed darkSalmon darkSeaGreen darkSlateBlue',
    'darkSlateGray darkTurquoise darkViolet deepPink deepSkyBlue dimGray dodgerBlue firebrick',
    'floralWhite forestGreen fuchsia gainsboro ghostWhite gold goldenrod gray green greenYellow',
    'honeydew hotPink indianRed indigo ivory khaki lavender lavenderBlush lawnGreen lemonChiffon',
    'lightBlue lightCoral lightCyan lightGoldenrodYellow lightGreen lightGray lightPink',
    'lightSalmon lightSeaGreen lightSkyBlue lightSlateGray lightSteelBlue lightYellow lime',
    'limeGreen linen magenta maroon mediumAquamarine mediumBlue mediumOrchid mediumPurple',
    'mediumSeaGreen mediumSlateBlue mediumSpringGreen mediumTurquoise mediumVioletRed',
    'midnightBlue mintCream mistyRose moccasin navajoWhite navy oldLace olive oliveDrab orange',
    'orangeRed orchid paleGoldenrod paleGreen paleTurquoise paleVioletRed papayaWhip peachPuff',
    'peru pink plum powderBlue purple red rosyBrown royalBlue saddleBrown salmon sandyBrown',
    'seaGreen seaShell sienna silver skyBlue slateBlue slateGray snow springGreen steelBlue tan',
    'teal thistle tomato transparent turquoise violet wheat white whiteSmoke yellow yellowGreen',
  ].flatMap((line) => line.split(' ')),
);

export const RULES = {
  packageName: pattern(/^[-.A-Za-z0-9]{3,50}$/, 'it takes 3 to 50 letters, digits, - and .'),
  publisher: pattern(
    new RegExp(`^(?=.{1,8192}$)${DN_PART}(?:, ${DN_PART})*$`),
    'it is the subject of a certificate: CN=Acme, O=Acme, C=US',
  ),
  resourceId: pattern(/^[-.A-Za-z0-9]{1,30}$/, 'it takes up to 30 letters, digits, - and .'),
  displayName: text(256),
  description: text(2048),
  applicationId: pattern(
    /^(?=.{1,64}$)[A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z][A-Za-z0-9]*)*$/,
    'it takes up to 64 letters and digits, and begins with a letter, also after a dot',
  ),
  executable: pattern(new RegExp(`^${FILE}\\.exe$`, 'i'), 'it is the path of an .exe file'),
  image: pattern(
    new RegExp(`^${FILE}\\.(?:jpg|png|jpeg)$`),
    'it is the path of a .png, .jpg or .jpeg file',
  ),
  entryPoint: text(256),
  color: {
    test: (value: string) => COLORS.has(value) || /^#[\da-fA-F]{6}$/.test(value),
    wanted: 'it is transparent, #RRGGBB, or the name of a colour such as skyBlue',
  },
  familyName: pattern(/^[-.A-Za-z0-9]+$/, 'it is like Windows.Desktop'),
  quad: pattern(
    new RegExp(`^${NUMBER}(?:\\.${NUMBER}){3}$`),
    'it is four numbers up to 65535: 10.0.17763.0',
  ),
  restricted: pattern(/^[a-z][-_.A-Za-z0-9]+$/, 'it begins with a small letter'),
  device: pattern(/^[-.A-Za-z0-9]+$/, 'it takes letters, digits, - and .'),
} as const;
