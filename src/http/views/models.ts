/** Which model each page's template is given. */
import type { AheadModel } from './ahead.ts';
import type { ChartModel } from './chart-page.ts';
import type { CompareFormModel } from './compare-form.ts';
import type { ComparisonModel } from './comparison.ts';
import type { ContractPairsModel } from './contract-pairs.ts';
import type { ClauseDayModel, HistoryModel } from './history.ts';
import type { MatrixModel } from './matrix.ts';
import type { ProblemListModel, ProblemModel, ProblemTypeModel } from './problem.ts';
import type { LogModel } from './log.ts';
import type { QuestionsModel } from './questions.ts';
import type { HomeModel } from './record.ts';
import type { SearchModel } from './search.ts';
import type { StateModel } from './state.ts';
import type { TermModel, TermsModel } from './terms.ts';
import type { AnnouncementModel, TimelineModel } from './timeline.ts';

export interface PageModels {
  readonly home: HomeModel;
  readonly state: StateModel;
  readonly comparison: ComparisonModel;
  readonly 'contract-pairs': ContractPairsModel;
  readonly 'compare-form': CompareFormModel;
  readonly timeline: TimelineModel;
  readonly announcement: AnnouncementModel;
  readonly history: HistoryModel;
  readonly 'clause-day': ClauseDayModel;
  readonly chart: ChartModel;
  readonly matrix: MatrixModel;
  readonly terms: TermsModel;
  readonly term: TermModel;
  readonly ahead: AheadModel;
  readonly log: LogModel;
  readonly search: SearchModel;
  readonly questions: QuestionsModel;
  readonly problem: ProblemModel;
  readonly 'problem-type': ProblemTypeModel;
  readonly 'problem-list': ProblemListModel;
}
