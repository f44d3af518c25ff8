import { AppError } from '../../../base/error.ts';
import type { consoleContract } from '../../../contracts/console.ts';
import type { Client } from '../../../contracts/contract.ts';
import type { ReplayReport } from '../../../contracts/replayReport.ts';

type Window = Pick<Client<typeof consoleContract>, 'replay'>;
type ReplayWish = Parameters<Window['replay']>[0];

/** What a replay told in the end. @throws AppError with the problem of one that failed */
export function replayed(window: Window, wish: ReplayWish): Promise<ReplayReport> {
  return new Promise((resolve, reject) => {
    window.replay(wish, {
      item(news) {
        if (news.state === 'done') resolve(news.report);
        if (news.state === 'failed') reject(new AppError('failed-precondition', news.problem));
      },
    });
  });
}
