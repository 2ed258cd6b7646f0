type Notes = { readonly [percent: string]: string };

/** True of every demo, whatever its sizes and data, and whatever comes out. */
const EVERYWHERE: Notes = {
  "50": "Do not compare how long each one takes in all: the large one simply has more to do. Compare the time for one. Does it stay the same, or does it grow with the size?",
  "90": "Your guess: which one ends last, and how long after the first? Two or three guesses, then we go on.",
  "100":
    "Every bar and every score was measured here, just now. In a moment one sentence says what came out, and one picture how the work grew with the size. Every step is kept, for any question that you have.",
};

/** With rows of one's own the same words are said: they name nothing that is true of the bundled data alone. */
const BY_SKILL: { readonly [skillId: string]: Notes } = {
  "text-classification": {
    "0": "Everybody here gets spam. This is one spam filter, at work on a small pile of mail and on larger ones at the same time. They start together and share this machine.",
    "30": "How does it decide? It compares each mail with 3,055 that people have labelled, takes the 15 most alike, and lets them vote. We know what each mail truly is, so every mistake is counted.",
    "70": "The lines below are quality: accuracy, spam recall and F1 in one score. Where one jumps at first, that is because a few mails say little. The filter does not learn while it runs.",
  },
  "security-scanning": {
    "0": "Somebody has committed a password. One scanner looks for such secrets in a few files and in many, at the same time. We know where they are; it does not.",
    "30": "Two ways to fail: to miss a secret, and to cry wolf. Quality counts both, and missing one counts more.",
    "70": "A scanner knows patterns: a secret that looks like none of them gets away. What is worse, ten false alarms or one key that nobody saw?",
  },
  "performance-testing": {
    "0": "Load tests of a web service, a short one and longer ones, all at once. They start together and share this machine, so each may feel the others.",
    "30": "An average hides the unlucky ones, so we look at p95: of a hundred requests, ninety-five were quicker than that. Errors count just as much.",
    "70": "This demo is never twice the same. Latency is measured, not computed, and anything else that this machine does now is part of it.",
  },
  "data-transformation": {
    "0": "Which of these records mean the same? We damage good records on purpose: misspelt, cut off, in capitals. Then each is compared with every entry of a table, and that table grows with the scenario.",
    "30": "Twice the records against twice the table: four times the comparisons. On paper that is obvious. Now watch what it does to the clock.",
    "70": "The damage follows from a seed, so we know which record each one came from. Quality here is no opinion: it is counted against that truth.",
  },
};

/** Presenter's words for a sample demo, by percent: those of "30" are said until 30 % is released. */
export function sampleNotes(skillId: string): Notes {
  return { ...EVERYWHERE, ...BY_SKILL[skillId] };
}
