//! The letters behind accented and joined forms. Made from Unicode's compatibility decompositions and
//! checked against them, letter by letter, in the tests of [`super::fold`].

/// The first letter of [`LATIN`].
pub(super) const LATIN_START: u32 = 0xC0;

/// The base of each letter from U+00C0 to U+024F, in lower case; a dot where there is none.
pub(super) const LATIN: &[u8; 400] = b"\
    aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y\
    aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll.\
    ...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzzs\
    ................................oo.............uu...............\
    .............aaiioouuuuuuuuuu.aaaa....ggkkoooo..j...gg..nnaa....\
    aaaaeeeeiiiioooorrrruuuusstt..hh......aaeeooooooooyy............\
    ................";

/// The first letter of [`LATIN_ADDITIONAL`].
pub(super) const LATIN_ADDITIONAL_START: u32 = 0x1E00;

/// The same from U+1E00 to U+1EFF, where scholarly transcriptions of Urdu and Arabic have their dots.
pub(super) const LATIN_ADDITIONAL: &[u8; 256] = b"\
    aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
    mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
    wwwwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
    eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// Arabic letters in their joined shapes, as old documents have them: first, last, what it folds to.
pub(super) const JOINED: &[(char, char, &str)] = &[
    ('\u{FB50}', '\u{FB51}', "ا"),
    ('\u{FB52}', '\u{FB55}', "ٻ"),
    ('\u{FB56}', '\u{FB59}', "پ"),
    ('\u{FB5A}', '\u{FB5D}', "ڀ"),
    ('\u{FB5E}', '\u{FB61}', "ٺ"),
    ('\u{FB62}', '\u{FB65}', "ٿ"),
    ('\u{FB66}', '\u{FB69}', "ٹ"),
    ('\u{FB6A}', '\u{FB6D}', "ڤ"),
    ('\u{FB6E}', '\u{FB71}', "ڦ"),
    ('\u{FB72}', '\u{FB75}', "ڄ"),
    ('\u{FB76}', '\u{FB79}', "ڃ"),
    ('\u{FB7A}', '\u{FB7D}', "چ"),
    ('\u{FB7E}', '\u{FB81}', "ڇ"),
    ('\u{FB82}', '\u{FB83}', "ڍ"),
    ('\u{FB84}', '\u{FB85}', "ڌ"),
    ('\u{FB86}', '\u{FB87}', "ڎ"),
    ('\u{FB88}', '\u{FB89}', "ڈ"),
    ('\u{FB8A}', '\u{FB8B}', "ژ"),
    ('\u{FB8C}', '\u{FB8D}', "ڑ"),
    ('\u{FB8E}', '\u{FB91}', "ک"),
    ('\u{FB92}', '\u{FB95}', "گ"),
    ('\u{FB96}', '\u{FB99}', "ڳ"),
    ('\u{FB9A}', '\u{FB9D}', "ڱ"),
    ('\u{FB9E}', '\u{FB9F}', "ں"),
    ('\u{FBA0}', '\u{FBA3}', "ڻ"),
    ('\u{FBA4}', '\u{FBAD}', "ہ"),
    ('\u{FBAE}', '\u{FBB1}', "ے"),
    ('\u{FBD3}', '\u{FBD6}', "ڭ"),
    ('\u{FBD7}', '\u{FBD8}', "ۇ"),
    ('\u{FBD9}', '\u{FBDA}', "ۆ"),
    ('\u{FBDB}', '\u{FBDC}', "ۈ"),
    ('\u{FBDD}', '\u{FBDD}', "ۇٴ"),
    ('\u{FBDE}', '\u{FBDF}', "ۋ"),
    ('\u{FBE0}', '\u{FBE1}', "ۅ"),
    ('\u{FBE2}', '\u{FBE3}', "ۉ"),
    ('\u{FBE4}', '\u{FBE7}', "ې"),
    ('\u{FBE8}', '\u{FBE9}', "ی"),
    ('\u{FBFC}', '\u{FBFF}', "ی"),
    ('\u{FE70}', '\u{FE72}', ""),
    ('\u{FE74}', '\u{FE74}', ""),
    ('\u{FE76}', '\u{FE7F}', ""),
    ('\u{FE80}', '\u{FE80}', "ء"),
    ('\u{FE81}', '\u{FE84}', "ا"),
    ('\u{FE85}', '\u{FE86}', "و"),
    ('\u{FE87}', '\u{FE88}', "ا"),
    ('\u{FE89}', '\u{FE8C}', "ی"),
    ('\u{FE8D}', '\u{FE8E}', "ا"),
    ('\u{FE8F}', '\u{FE92}', "ب"),
    ('\u{FE93}', '\u{FE94}', "ہ"),
    ('\u{FE95}', '\u{FE98}', "ت"),
    ('\u{FE99}', '\u{FE9C}', "ث"),
    ('\u{FE9D}', '\u{FEA0}', "ج"),
    ('\u{FEA1}', '\u{FEA4}', "ح"),
    ('\u{FEA5}', '\u{FEA8}', "خ"),
    ('\u{FEA9}', '\u{FEAA}', "د"),
    ('\u{FEAB}', '\u{FEAC}', "ذ"),
    ('\u{FEAD}', '\u{FEAE}', "ر"),
    ('\u{FEAF}', '\u{FEB0}', "ز"),
    ('\u{FEB1}', '\u{FEB4}', "س"),
    ('\u{FEB5}', '\u{FEB8}', "ش"),
    ('\u{FEB9}', '\u{FEBC}', "ص"),
    ('\u{FEBD}', '\u{FEC0}', "ض"),
    ('\u{FEC1}', '\u{FEC4}', "ط"),
    ('\u{FEC5}', '\u{FEC8}', "ظ"),
    ('\u{FEC9}', '\u{FECC}', "ع"),
    ('\u{FECD}', '\u{FED0}', "غ"),
    ('\u{FED1}', '\u{FED4}', "ف"),
    ('\u{FED5}', '\u{FED8}', "ق"),
    ('\u{FED9}', '\u{FEDC}', "ک"),
    ('\u{FEDD}', '\u{FEE0}', "ل"),
    ('\u{FEE1}', '\u{FEE4}', "م"),
    ('\u{FEE5}', '\u{FEE8}', "ن"),
    ('\u{FEE9}', '\u{FEEC}', "ہ"),
    ('\u{FEED}', '\u{FEEE}', "و"),
    ('\u{FEEF}', '\u{FEF4}', "ی"),
    ('\u{FEF5}', '\u{FEFC}', "لا"),
];
