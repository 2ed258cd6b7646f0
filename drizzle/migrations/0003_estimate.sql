-- runs and demos made before there were estimates and judges have none
UPDATE "runs" SET "spec" = '{"estimate": null, "judge": null}'::jsonb || "spec";--> statement-breakpoint
UPDATE "demos" SET "spec" = '{"estimate": null, "judge": null}'::jsonb || "spec";--> statement-breakpoint
UPDATE "run_events" SET "body" = jsonb_set("body", '{spec}', '{"estimate": null, "judge": null}'::jsonb || ("body" -> 'spec')) WHERE "type" = 'run.queued';--> statement-breakpoint
UPDATE "run_events" SET "body" = jsonb_set("body", '{results,judgement,cost}', '{"estimated": null}'::jsonb || ("body" #> '{results,judgement,cost}')) WHERE "type" = 'run.finished';--> statement-breakpoint
-- a snapshot is a fold of the facts and is made anew
DELETE FROM "run_snapshots";
