"use client";
import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { useState } from "react";
import { Button } from "../../ui/button";
import { runSkillCheck, type CheckReply } from "@/lib/client/upload/check-skill";
import type { Check } from "@/lib/core/ports/skill-checker";
import type { SkillFact } from "./skill-facts";
import { skillCheckText } from "@/lib/view/text/desk/skill-check";

const SIGNS = {
  pass: { Icon: CircleCheck, tone: "text-good" },
  fail: { Icon: CircleAlert, tone: "text-bad" },
  note: { Icon: CircleHelp, tone: "text-hold" },
} as const;

/** Tries one of the operator's skills, and shows what passes and what to fix. */
export function SkillCheck({ skill }: { skill: Pick<SkillFact, "id" | "check"> }) {
  const [reply, setReply] = useState<CheckReply | "running" | null>(null);
  const run = async () => {
    setReply("running");
    setReply(await runSkillCheck(skill.id).catch(() => ({ ok: false, message: skillCheckText.noAnswer }) as const));
  };
  const running = reply === "running";
  return (
    <div className="flex flex-col gap-3">
      <Button size="small" className="w-fit" disabled={running} onClick={() => void run()}>
        {running
          ? skillCheckText.checking(skill.check.items)
          : reply === null
            ? skillCheckText.check
            : skillCheckText.again}
      </Button>
      {skill.check.paidCalls === 0 ? null : (
        <p className="text-sm text-muted">{skillCheckText.mayCost(skill.check.paidCalls)}</p>
      )}
      <div role="status" className="empty:hidden">
        {reply === null || running ? null : reply.ok ? (
          <Checks checks={reply.checks} />
        ) : (
          <p className="text-sm text-bad">{reply.message}</p>
        )}
      </div>
    </div>
  );
}

function Checks({ checks }: { checks: readonly Check[] }) {
  const failed = checks.filter(({ status }) => status === "fail").length;
  return (
    <div className="rounded-lg border border-line bg-panel px-4 py-3 text-sm">
      <p className={failed === 0 ? "font-medium text-good" : "font-medium text-bad"}>
        {failed === 0 ? skillCheckText.passed : skillCheckText.failed(failed)}
      </p>
      <ul className="mt-2 flex flex-col gap-1.5">
        {checks.map(({ id, status, message }, i) => {
          const { Icon, tone } = SIGNS[status];
          return (
            <li key={i} className="flex gap-2">
              <Icon aria-label={skillCheckText.states[status]} className={`mt-0.5 size-4 shrink-0 ${tone}`} />
              <span className="min-w-0 break-words">
                <span className="text-muted">{skillCheckText.labels[id]}: </span>
                {message}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
