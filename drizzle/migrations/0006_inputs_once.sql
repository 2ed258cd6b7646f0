ALTER TABLE "run_inputs" ADD COLUMN "checksum" text;--> statement-breakpoint
-- inputs given before stay as they are, each one of its own
UPDATE "run_inputs" SET "checksum" = "id";--> statement-breakpoint
ALTER TABLE "run_inputs" ALTER COLUMN "checksum" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "run_inputs" ADD CONSTRAINT "run_inputs_given_once" UNIQUE("skill_id","name","checksum");
