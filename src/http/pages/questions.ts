/** `/dossiers/{d}/questions`. */
import type { Router } from 'express';
import { QuestionsSchema } from '../../dossier/questions.ts';
import { DossierPathSchema, NoQuerySchema } from '../params.ts';
import { questionsResource } from '../resources.ts';
import { questionsModel } from '../views/questions.ts';
import { page, surroundings, type PageDeps } from './page.ts';

export function questionPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/questions',
    params: DossierPathSchema,
    query: NoQuerySchema,
    html: async ({ tracker, renderer }, { dossier }) => {
      const [around, answers] = await Promise.all([
        surroundings(tracker, dossier, {}),
        questionsResource.read(tracker, { dossier }, {}, 'ignore-unknown'),
      ]);
      return renderer.page(
        'questions',
        questionsModel(around.dossier, QuestionsSchema.parse(answers), around.names),
      );
    },
    json: { resource: questionsResource },
  });
}
