import { clsx } from "clsx";
import { Ban, Check, CircleDashed } from "lucide-react";
import type { ComponentType, SVGProps } from "react";
import { sentText } from "@/lib/view/text/desk/outgoing";

/** Exactly what receivers get: always, on request, and never. */
export function SentLists({ content }: { content: boolean }) {
  const { always, withContent, never } = sentText;
  return (
    <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
      <SentList title={always.title} items={always.items} icon={Check} color="text-good" />
      <SentList
        title={content ? withContent.on : withContent.off}
        items={withContent.items}
        icon={content ? Check : CircleDashed}
        color={content ? "text-good" : "text-muted"}
      />
      <SentList title={never.title} items={never.items} icon={Ban} color="text-muted" />
    </div>
  );
}

type SentListProps = {
  title: string;
  items: readonly string[];
  icon: ComponentType<SVGProps<SVGSVGElement>>;
  color: string;
};

function SentList({ title, items, icon: Icon, color }: SentListProps) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium [overflow-wrap:anywhere]">{title}</h3>
      <ul className="flex flex-col gap-1.5">
        {items.map((item) => (
          <li key={item} className="flex gap-2.5">
            <Icon aria-hidden className={clsx("mt-1 size-4 shrink-0", color)} />
            {item}
          </li>
        ))}
      </ul>
    </div>
  );
}
