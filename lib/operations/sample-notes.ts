type Notes = { readonly [percent: string]: string };

/** True of every demo, whatever its sizes and whatever comes out. */
const EVERYWHERE: Notes = {
  "50": "Half way for all three. Do not compare their total times: the large one simply has more to do. Compare the time for one: does it stay the same, or does it grow with the size?",
  "90": "Last stretch. Ask the room: which one ends last, and how long after the first? Take two or three guesses, then go on.",
  "100":
    "Every figure was measured here, just now. Read out the last sentence: it compares the time for one at the smallest size and at the largest. Every step is kept, so any question can be answered from the review.",
};

const BY_SKILL: { readonly [skillId: string]: Notes } = {
  "text-classification": {
    "0": "Everybody here gets spam. This is one spam filter on real mail, three times at once: a few mails, more, and many. They start together and share this machine.",
    "30": "How does it decide? It compares each mail with 3,055 that people have labelled, takes the 15 most alike, and lets them vote. None of the mails on trial is among those.",
    "70": "The lines below are quality: accuracy, spam recall and F1 in one score. They jump at the beginning because ten mails say little. The filter does not learn while it runs.",
  },
  "security-scanning": {
    "0": "Somebody has committed a password. We planted keys in real source files, some of them disguised, and let one scanner look for them, three times at once. We know where they are; it does not.",
    "30": "Two ways to fail: to miss a key, and to cry wolf. Quality counts both, and missing one counts more.",
    "70": "A file in which nothing was planted is scanned once and remembered. So watch the large one: it meets the same files more often.",
  },
  "performance-testing": {
    "0": "One small web service, asked for films and cars out of real tables. Three load tests at once: a short one, a longer one, a long one. Each has a service of its own, and all of them share this machine.",
    "30": "An average hides the unlucky ones, so we look at p95: of a hundred requests, ninety-five were quicker than that.",
    "70": "This demo is never twice the same. Latency is measured, not computed, and anything else that this machine does now is part of it.",
  },
  "data-transformation": {
    "0": "Which of these records mean the same film? Titles are misspelt, cut off, in capitals. Each record is compared with every film of a table, and that table grows with the scenario.",
    "30": "Twice the records against twice the table: four times the comparisons. On paper that is obvious. Now watch what it does to the clock.",
    "70": "The errors were put in by a seed, so we know which film each record came from. Quality here is no opinion: it is counted against that truth.",
  },
};

/** Presenter's words for a sample demo, by percent: those of "30" are said until 30 % is released. */
export function sampleNotes(skillId: string): Notes {
  return { ...EVERYWHERE, ...BY_SKILL[skillId] };
}
