"""Words for institutions: beside a name they make an institution of it, and show the name to be one."""

from __future__ import annotations

from coder.text.folding import folded

_CATCHMENT = frozenset(
    """
    dps bup vop tsb hf rhf poliklinikk poliklinikken poliklinikka sykehus sykehuset sjukehus sjukehuset
    universitetssykehus universitetssjukehus hospital legevakt legevakta legevakten distriktspsykiatriske
    distriktspsykiatrisk behandlingssenter behandlingssenteret behandlingssenteret rehabiliteringssenter
    ruspoliklinikk ruspoliklinikken akutteam akutteamet ambulante klinikk klinikken kompetansesenter
    helseforetak helseføretak bhs krisesenter krisesenteret fengsel fengselet tingrett politidistrikt
    lensmannskontor lensmannskontoret politistasjon asylmottak mottak psykiatriske ungdomspsykiatriske
    døgnenhet døgnpost rusklinikk rusklinikken a-senter fact act fengsel
    """.split()
)
_LOCAL = frozenset(
    """
    kommune kommunen kommunes herad heradet bydel bydelen fylke fylket fylkeskommune by bygd bygda sentrum
    nav skole skolen skule skulen ungdomsskole ungdomsskolen ungdomsskule ungdomsskulen barneskole
    barneskule videregående vidaregåande vgs folkehøgskole folkehøgskule høgskole helsestasjon helsestasjonen
    familiesenter familiesenteret barnevern barnevernet barnevernstjeneste barnevernsteneste
    voksenopplæring voksenopplæringen vaksenopplæring frivilligsentral frivilligsentralen frivilligsentralen
    sykehjem sykehjemmet sjukeheim sjukeheimen omsorgssenter omsorgssenteret bosenter bosenteret helsehus
    helsehuset helsesenter helsesenteret legekontor legekontoret legesenter legesenteret dagsenter
    dagsenteret aktivitetssenter aktivitetssenteret barnehage barnehagen kirke kirken menighet sokn
    bofellesskap bofellesskapet industrier industri vekst as asvo asvekst produkter arbeidssenter
    arbeidssenteret aktivitetshus aktivitetshuset mestringssenter mestringssenteret ressurssenter
    ressurssenteret servicesenter psykisk rus kulturhus ungdomshus ungdomshuset vertshus gård garden
    """.split()
)
_BEFORE = frozenset(
    """
    nav dps bup vop helse bydel bydelen sykehuset sjukehuset poliklinikken poliklinikka ungdomspoliklinikken
    legevakten legevakta klinikken kommunen kommune politiet lensmannen kriminalomsorgen fengselet krisesenteret
    distriktspsykiatriske senteret behandlingssenteret hf avdeling stiftelsen familiesenteret asvo
    """.split()
)
_GENERIC_AFTER = frozenset(
    "psykisk rus as by act fact gård garden industri ambulante sentrum vertshus".split()
)


def is_catchment_word(word: str) -> bool:
    """Tell whether a name before this word names a catchment: DPS, poliklinikk, sykehus, legevakt."""
    return folded(word) in _CATCHMENT


def follows_a_name(word: str) -> bool:
    """Tell whether this word, after a place, makes an institution or an office of it."""
    return folded(word) in _CATCHMENT or folded(word) in _LOCAL


def proves_a_name(word: str) -> bool:
    """Tell whether a word before this one must be a name, even if it is an ordinary word too."""
    return follows_a_name(word) and folded(word) not in _GENERIC_AFTER


def goes_before_a_name(word: str) -> bool:
    """Tell whether this word, straight before a place, makes an institution of it: NAV, Helse, Bydel."""
    return folded(word) in _BEFORE
