import type { Deps } from '../../deps';
import { Refusal } from '../../http/errors';
import { route } from '../../http/route';

const unbuilt = (): never => {
  throw new Refusal('request.not_found');
};

export const annualReportRoutes = (_deps: Deps) => [
  route('GET /annual-reports', unbuilt),
  route('POST /annual-reports', unbuilt),
  route('GET /annual-reports/:id', unbuilt),
  route('PUT /annual-reports/:id/paragraphs/:code', unbuilt),
  route('POST /annual-reports/:id/approval', unbuilt),
  route('GET /annual-reports/:id/report.docx', unbuilt),
  route('GET /annual-reports/:id/report.pdf', unbuilt),
  route('GET /deadlines', unbuilt),
  route('POST /deadlines/:code/completion', unbuilt),
];
