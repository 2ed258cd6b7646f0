type Notes = { readonly [percent: string]: string };

/** Notes that hold for every demo, regardless of skill, sizes, data and results. */
const COMMON_NOTES: Notes = {
  "0": "This is one skill, working on a small set and on larger ones at the same time. They start together and share this machine.",
  "30": "Each line is one size. They wait for each other here, so that you compare them at the same progress, not at the same time.",
  "50": "Do not compare how long each one takes in total: the large one simply has more to do. Compare the time for one. Does it stay the same, or does it grow with the size?",
  "70": "The lines below are quality. Where one jumps at first, that is because a few results say little. Watch whether the largest stays level.",
  "90": "Your guess: which one ends last, and how long after the first? Two or three guesses, then we continue.",
  "100":
    "Every bar and every score was measured here, just now. In a moment one sentence states the result, and one chart shows how the work grew with size. Every step is recorded, so ask anything.",
};

/** For a demo that is started with variants of one size. */
export const variantNotes: Notes = {
  "0": "This is one skill in several variants, side by side. All of them get exactly the same items; only one setting differs.",
  "30": "They wait for each other here, so that you compare them on the same items. Which one would you take?",
  "50": "Two questions: who is right more often, and who is faster? It need not be the same one.",
  "70": "The lines below are quality. Small gaps come and go: a few items decide nothing.",
  "90": "Your guess: is there a difference that is more than chance?",
  "100":
    "Every item was answered by every variant, so they are compared in pairs. The sentence says who leads, and whether beyond the noise.",
};

/** Also used with uploaded rows, so the notes must not depend on the bundled data. */
const SKILL_NOTES: { readonly [skillId: string]: Notes } = {
  "text-classification": {
    "0": "Everybody here gets spam. This is one spam filter, working on a small batch of mail and on two larger ones at the same time. They start together and share this machine.",
    "30": "How does it decide? It compares each mail with 3,055 that people have labelled, takes the 15 most alike, and lets them vote. We know what each mail truly is, so every mistake is counted.",
    "70": "The lines below are quality: accuracy, spam recall and F1 in one score. Where one jumps at first, that is because a few mails say little. The filter does not learn while it runs.",
  },
  "security-scanning": {
    "0": "Somebody has committed a password. One scanner looks for such secrets in a few files and in many, at the same time. We know where they are; the scanner does not.",
    "30": "There are two ways to fail: missing a secret, and raising a false alarm. Quality counts both, and a missed secret counts more.",
    "70": "A scanner knows patterns: a secret that matches no pattern gets away. What is worse, ten false alarms or one missed key?",
  },
  "performance-testing": {
    "0": "These are load tests of a web service, a short one and two longer ones. They start together and share this machine, so they may slow each other down.",
    "30": "An average hides the slow requests, so we look at p95: ninety-five of a hundred requests were faster than that. Errors count just as much.",
    "70": "This demo never gives the same numbers twice. Latency is measured, not computed, and includes whatever else this machine is doing.",
  },
  "data-transformation": {
    "0": "Which of these records mean the same thing? We damage good records on purpose: misspelt, cut off, in capitals. Then each is compared with every entry of a table, and that table grows with the scenario.",
    "30": "Twice the records against twice the table: four times the comparisons. On paper that is obvious. Now watch what it does to the clock.",
    "70": "The damage comes from a seeded generator, so we know which record each one came from. Quality here is not an opinion: it is measured against that ground truth.",
  },
  "film-genres": {
    "0": "A language model gets nothing but a film's title and year, and names its genre. What you see are pinned answers: the model gave them once, and they are replayed here without any network.",
    "30": "Which genre is right? The label in the data decides, and people who label films disagree too. Drama or comedy, action or adventure: where would you draw the line?",
    "50": "Do not read anything into the time: the answers come at a set pace. What counts here is quality, and whether it holds when there are more films.",
    "70": "The lines below are quality: the share of films whose genre was named as labelled. A handful of films says little; watch how the lines come closer.",
    "100":
      "The answers were pinned, the comparison was made here, just now. With a key of your own, the same run asks a live model, and records its answers for the next talk.",
  },
};

/** Presenter notes for a sample demo, by percent: the note for "30" applies until 30 % is released. */
export function sampleNotes(skillId: string): Notes {
  return { ...COMMON_NOTES, ...SKILL_NOTES[skillId] };
}
