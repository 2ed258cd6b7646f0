import { describeDefinitionProblem } from "@/lib/core/inputs/definition-problem";
import type { FolderProblem } from "@/lib/skills/sources/open-skills";
import { skillCheckText } from "@/lib/view/text/desk/skill-check";

/** Folders whose skill.yaml is wrong, with line and key. The other skills are not affected. */
export function UnusableSkills({ problems }: { problems: readonly FolderProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <section aria-labelledby="unusable" className="mx-auto mb-6 w-full max-w-4xl px-5">
      <div className="rounded-lg border-l-4 border-hold-line bg-hold-ground px-4 py-3 text-sm">
        <h2 id="unusable" className="font-medium text-hold">
          {skillCheckText.unusable(problems.length)}
        </h2>
        <ul className="mt-1.5 flex flex-col gap-1.5">
          {problems.map(({ folder, problems: each }) => (
            <li key={folder}>
              <code className="font-mono text-[13px] break-all">{folder}/skill.yaml</code>
              <ul className="pl-4">
                {each.map((problem, i) => (
                  <li key={i}>{describeDefinitionProblem(problem)}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        <p className="mt-1.5 text-muted">{skillCheckText.unusableHint}</p>
      </div>
    </section>
  );
}
