"""Languages: their codes (ISO 639), names, scripts and most frequent words."""

TWO = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
    "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
THREE = {
    "ara": "ar", "ben": "bn", "ces": "cs", "cze": "cs", "dan": "da", "deu": "de", "ger": "de", "ell": "el",
    "gre": "el", "eng": "en", "spa": "es", "fas": "fa", "per": "fa", "fin": "fi", "fra": "fr", "fre": "fr",
    "heb": "he", "hin": "hi", "hun": "hu", "ind": "id", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl",
    "dut": "nl", "nor": "no", "pol": "pl", "por": "pt", "ron": "ro", "rum": "ro", "rus": "ru", "slk": "sk",
    "swe": "sv", "tha": "th", "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi", "zho": "zh", "chi": "zh",
}  # fmt: skip
ONLY_THREE = "arz ast bar bcl ceb ckb cmn fil frr fur gsw haw hsb ilo kab lad lmo mai nan nap nds pms scn sco war yue"
"""Languages without a code of two letters, those with most Wikipedia articles."""
LANGUAGES = {code: code for code in f"{TWO} {ONLY_THREE}".split()} | THREE
"""What may open a tag, and the shortest code for it, which BCP 47 asks for."""

NAMES = {
    "arabic": "ar", "العربية": "ar", "belarusian": "be", "bengali": "bn", "bulgarian": "bg", "catalan": "ca",
    "català": "ca", "chinese": "zh", "中文": "zh", "simplified chinese": "zh-Hans", "简体中文": "zh-Hans",
    "traditional chinese": "zh-Hant", "繁體中文": "zh-Hant", "croatian": "hr", "czech": "cs", "čeština": "cs",
    "danish": "da", "dansk": "da", "dutch": "nl", "nederlands": "nl", "english": "en", "estonian": "et",
    "finnish": "fi", "suomi": "fi", "french": "fr", "français": "fr", "german": "de", "deutsch": "de", "greek": "el",
    "ελληνικά": "el", "hebrew": "he", "עברית": "he", "hindi": "hi", "हिन्दी": "hi", "hungarian": "hu", "magyar": "hu",
    "icelandic": "is", "indonesian": "id", "irish": "ga", "italian": "it", "italiano": "it", "japanese": "ja",
    "日本語": "ja", "korean": "ko", "한국어": "ko", "latin": "la", "latvian": "lv", "lithuanian": "lt", "malay": "ms",
    "norwegian": "no", "norsk": "no", "persian": "fa", "farsi": "fa", "فارسی": "fa", "polish": "pl", "polski": "pl",
    "portuguese": "pt", "português": "pt", "brazilian portuguese": "pt-BR", "romanian": "ro", "russian": "ru",
    "русский": "ru", "serbian": "sr", "slovak": "sk", "slovenian": "sl", "spanish": "es", "español": "es",
    "swahili": "sw", "swedish": "sv", "svenska": "sv", "tamil": "ta", "thai": "th", "turkish": "tr", "türkçe": "tr",
    "ukrainian": "uk", "українська": "uk", "urdu": "ur", "vietnamese": "vi", "tiếng việt": "vi", "welsh": "cy",
}  # fmt: skip

COUNTRIES = {
    "at": "de", "au": "en", "cn": "zh", "cz": "cs", "dk": "da", "eng-gb": "en-GB", "gb": "en-GB", "gr": "el",
    "in": "hi", "jp": "ja", "mx": "es", "ua": "uk", "us": "en-US", "vn": "vi",
}  # fmt: skip
"""Countries' codes that are often taken for a language's, and are none."""

WRITTEN_IN = {
    "Kana": ("ja",), "Hangul": ("ko",), "Han": ("zh", "yue", "wuu", "cmn", "nan", "hak"),
    "Arabic": ("ar", "fa", "ur", "ps", "sd", "ug", "ckb", "ks", "arz"), "Hebrew": ("he", "yi", "lad"),
    "Cyrillic": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "tt", "mn", "ba", "ce", "cv", "os"),
    "Greek": ("el",), "Armenian": ("hy",), "Georgian": ("ka",), "Thai": ("th",), "Lao": ("lo",),
    "Devanagari": ("hi", "mr", "ne", "sa", "mai"), "Bengali": ("bn", "as"), "Gurmukhi": ("pa",), "Gujarati": ("gu",),
    "Tamil": ("ta",), "Telugu": ("te",), "Kannada": ("kn",), "Malayalam": ("ml",), "Sinhala": ("si",),
    "Myanmar": ("my",), "Ethiopic": ("am", "ti"), "Khmer": ("km",),
}  # fmt: skip
"""The languages of each script, the one with most readers first."""

FREQUENT = {
    "cs": "je se na že aby jako pro jsou které který nebo pouze také bylo",
    "da": "og det er at af der til ikke som med den på har vi",
    "de": "der die das und ist nicht ein eine mit von zu den auf für sich",
    "en": "the of and to is that in it for with this are was you",
    "es": "el los las de que y en un una por con para es se del",
    "fi": "ja on ei että se oli myös kun tai mutta ovat",
    "fr": "le les des et une est pour dans que qui sur avec du au nous",
    "hu": "a az és hogy nem egy is ez meg csak mint",
    "id": "yang dan di dengan untuk dari ini itu pada adalah tidak",
    "it": "il che di è e un una per con non della sono gli nel",
    "nl": "de het een en van is dat niet op te met voor zijn",
    "pl": "i w na się z do nie że jest to jak dla oraz",
    "pt": "o os as que e do da em um uma para com não por mais",
    "ro": "și de la cu în nu este care pe o un pentru mai",
    "sv": "och att det som är en på för av med inte den har",
    "tr": "ve bir bu için ile da de olarak daha çok ne gibi",
    "vi": "và của là có không được cho một các với những trong",
}
WORDS = {language: frozenset(words.split()) for language, words in FREQUENT.items()}
"""The most frequent words of languages in Latin script, by which a hint such as `/fr/` is checked."""
