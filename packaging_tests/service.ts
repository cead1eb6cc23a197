// What a page written in TypeScript may rely on, by the types that openapi-typescript makes of the example's description.
import type { paths } from "./types";

type Decisions = paths["/decisions"]["post"];
type Sent = NonNullable<Decisions["requestBody"]>["content"]["application/json"];
type Answer = Decisions["responses"]["200"]["content"]["application/json"];
type Refused = Decisions["responses"]["413" | "422"]["content"]["application/json"];

export const sent: Sent = { filed_on: "2026-04-07", filing_open: null, applicant: { department: "33" } };

export function said(answer: Answer): string {
  const amount: number | null = answer.amount;
  const asked: string[] = answer.missing.map((each) => `${each.fact}: ${each.question.fr}`);
  return answer.outcome === "undetermined" ? asked.join("\n") : `${amount} ${answer.reasons} ${answer.explanation}`;
}

export function wrong(refused: Refused): string[] {
  return refused.problems.map((problem) => `${problem.path} ${problem.code}: ${problem.message}`);
}

// @ts-expect-error There is no such outcome.
export const outcome: Answer["outcome"] = "refused";
// @ts-expect-error A flag is true, false or null.
export const flag: Sent = { applicant: { is_job_seeker: "yes" } };
// @ts-expect-error There is no such fact.
export const fact: Sent = { name: "Camille" };
