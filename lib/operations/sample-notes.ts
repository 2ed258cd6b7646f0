type Notes = { readonly [percent: string]: string };

const EVERYWHERE: Notes = {
  "0": "One skill, three sizes, side by side. Every number on the screen is measured in this room, now.",
  "50": "Half of the items. Compare time per item, not total time: that is what tells how the skill grows.",
  "90": "Last hold. Ask which of the three will end last, and by how much, before you release it.",
};

/** What is special about each bundled skill and true whatever the figures turn out to be. */
const BY_SKILL: { readonly [skillId: string]: Notes } = {
  "text-classification": {
    "0": "Spam or not, on real mail. Each mail is compared with the training mails it shares words with; none of those is among the test mails.",
    "30": "Accuracy can look good while spam slips through: look at spam recall beside it.",
    "70": "The curves settle as more mails are judged. Early swings are small numbers, not the skill learning: it does not learn during the run.",
  },
  "security-scanning": {
    "0": "Real source files, with credentials planted by the seed. We know what is hidden, so we can say what was missed.",
    "30": "Recall is what was found of the planted ones; precision is how much of what it reports was planted.",
    "70": "Same rules, more files: watch whether the time per file stays the same.",
  },
  "performance-testing": {
    "0": "Load on a small service in a process of its own, on this very machine. The three scenarios share its processors, as everything here does.",
    "30": "p95 means: 95 of 100 requests were quicker. The average would hide the rest.",
    "70": "This is the one skill whose outcome differs from run to run: latency is measured, not computed.",
  },
  "data-transformation": {
    "0": "Which of these records are the same film? Every record is compared with a table that grows with the scenario.",
    "30": "Twice the records are four times the comparisons. Watch the time per item of the largest.",
    "70": "The corruptions are seeded and the truth is known, so precision and recall are exact.",
  },
};

/** Presenter's words for a sample demo, by percent. */
export function sampleNotes(skillId: string): Notes {
  return { ...EVERYWHERE, ...BY_SKILL[skillId] };
}
