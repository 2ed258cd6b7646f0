ALTER TABLE "export_places" ADD COLUMN "experiment" jsonb;--> statement-breakpoint
ALTER TABLE "exporters" ADD COLUMN "project" text;