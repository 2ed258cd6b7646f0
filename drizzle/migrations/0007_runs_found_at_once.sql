-- every 1, 2 and 3 characters in a row: what a search of any length and alphabet is looked up by
CREATE FUNCTION search_grams(document text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
	SELECT string_to_array(document, null)
		|| array(SELECT substr(document, i, 2) FROM generate_series(1, length(document) - 1) AS i)
		|| array(SELECT substr(document, i, 3) FROM generate_series(1, length(document) - 2) AS i)
$$;--> statement-breakpoint
CREATE TABLE "run_search" (
	"run_id" text PRIMARY KEY NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"document" text NOT NULL
);
--> statement-breakpoint
DROP INDEX "runs_by_creation";--> statement-breakpoint
DROP INDEX "run_commands_waiting";--> statement-breakpoint
ALTER TABLE "run_search" ADD CONSTRAINT "run_search_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
INSERT INTO "run_search" ("run_id", "created_at", "document")
	SELECT "id", "created_at", lower("title" || chr(10) || "skill_id" || chr(10) || "id") FROM "runs";--> statement-breakpoint
CREATE INDEX "run_search_by_creation" ON "run_search" USING btree ("created_at","run_id");--> statement-breakpoint
CREATE INDEX "run_search_by_grams" ON "run_search" USING gin (search_grams("document")) WITH (fastupdate=false);--> statement-breakpoint
-- ANALYZE would cut 30,000 documents for figures that no plan needs
ALTER INDEX "run_search_by_grams" ALTER COLUMN 1 SET STATISTICS 0;--> statement-breakpoint
-- a spec goes out of its run's row: no list reads it, and no append is to copy it
ALTER TABLE "runs" SET (toast_tuple_target = 512);--> statement-breakpoint
CREATE INDEX "access_grants_valid" ON "access_grants" USING btree ("expires_at") WHERE "access_grants"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "run_commands_retries" ON "run_commands" USING btree ("run_id") WHERE "run_commands"."type" = 'retry' and "run_commands"."handled_at" is null;--> statement-breakpoint
CREATE INDEX "runs_by_skill" ON "runs" USING btree ("skill_id","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_status" ON "runs" USING btree ("status","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_sync" ON "runs" USING btree ("sync","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_skill_status" ON "runs" USING btree ("skill_id","status","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_skill_sync" ON "runs" USING btree ("skill_id","sync","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_status_sync" ON "runs" USING btree ("status","sync","created_at","id");--> statement-breakpoint
CREATE INDEX "runs_by_skill_status_sync" ON "runs" USING btree ("skill_id","status","sync","created_at","id");--> statement-breakpoint
CREATE INDEX "run_commands_waiting" ON "run_commands" USING btree ("run_id","position") WHERE "run_commands"."handled_at" is null;