"use client";
import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { Kbd } from "../ui/kbd";
import { commandMenuText } from "@/lib/view/text/command-menu";

export type MenuCommand = {
  readonly label: string;
  /** other search terms that find it */
  readonly keywords?: readonly string[];
  readonly keys?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
};
export type MenuGroup = { readonly heading: string; readonly commands: readonly MenuCommand[] };

type CommandMenuProps = { open: boolean; onClose: () => void; groups: readonly MenuGroup[] };

/** Every command of the console, by name. */
export function CommandMenu({ open, onClose, groups }: CommandMenuProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => next || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-black/60" />
        <Base.Popup className="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-2rem)] max-w-xl -translate-x-1/2 overflow-hidden rounded-2xl border border-line bg-panel text-text shadow-2xl outline-none">
          <Base.Title className="sr-only">{commandMenuText.title}</Base.Title>
          <Command label={commandMenuText.title} loop>
            <Command.Input
              placeholder={commandMenuText.placeholder}
              className="min-h-14 w-full border-b border-line bg-transparent px-5 text-lg outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-[60vh] overflow-y-auto p-2">
              <Command.Empty className="px-3 py-4 text-muted">{commandMenuText.none}</Command.Empty>
              {groups.map((group) => (
                <Command.Group
                  key={group.heading}
                  heading={group.heading}
                  className="pb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-muted"
                >
                  {group.commands.map((command) => (
                    <Entry key={command.label} command={command} onClose={onClose} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Entry({ command, onClose }: { command: MenuCommand; onClose: () => void }) {
  const select = () => {
    onClose();
    command.run();
  };
  return (
    <Command.Item
      value={command.label}
      keywords={[...(command.keywords ?? [])]}
      disabled={command.disabled ?? false}
      onSelect={select}
      className="flex min-h-10 cursor-default items-center justify-between gap-4 rounded-lg px-3 select-none data-[disabled=true]:text-muted data-[disabled=true]:opacity-60 data-[selected=true]:bg-raised pointer-coarse:min-h-11"
    >
      {command.label}
      {command.keys === undefined ? null : <Kbd>{command.keys}</Kbd>}
    </Command.Item>
  );
}
