/** `/dossiers/{d}/questions`. */
import type { Router } from 'express';
import { QuestionsSchema } from '../../dossier/questions.ts';
import { DossierPathSchema, NoQuerySchema } from '../params.ts';
import { questionsResource } from '../resources.ts';
import { questionsModel } from '../views/questions.ts';
import { page, type PageDeps } from './page.ts';

export function questionPages(router: Router, deps: PageDeps): void {
  page(router, deps, {
    path: '/dossiers/:dossier/questions',
    params: DossierPathSchema,
    query: NoQuerySchema,
    html: async ({ tracker, renderer }, { dossier }) => {
      const [about, answers] = await Promise.all([
        tracker.dossier(dossier),
        questionsResource.read(tracker, { dossier }, {}, 'ignore-unknown'),
      ]);
      return renderer.page('questions', questionsModel(about, QuestionsSchema.parse(answers)));
    },
    json: { resource: questionsResource },
  });
}
