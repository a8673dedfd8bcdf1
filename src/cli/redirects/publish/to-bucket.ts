import { calling } from './aws-errors';
import { bucketObject, type BucketObject } from './bucket-object';
import { ending, type Job, type Outcome } from './job';
import { PublishError } from './publish-error';
import { areEqual, publishObject } from './publish-object';
import { printAnswers, type ShownAnswer } from './shown-lines';
import { placeText, type ObjectPlace } from './target';
import { isPacked } from '../../../core/redirects/publish/packed';
import { programChanges, type ChangedAnswer } from '../../../core/redirects/publish/program-changes';
import { conditionsText } from '../conditions';
import { plural } from '../plural';

interface ObjectOutcome extends Outcome {
  readonly bytes: number;
  /** Absent if the object was not there, or is of another version, so that it cannot be compared. */
  readonly answers?: readonly ShownAnswer[];
}

/** Publishes a list as one packed object. */
export async function toBucket(place: ObjectPlace, job: Job, object = bucketObject(place)): Promise<ObjectOutcome> {
  const target = placeText(place);
  const { program, rules, excluded, idle } = job.compiled;
  const before = await calling(`reading ${target}`, () => object.read());
  if (before !== undefined && before.bytes.length > 0 && !isPacked(before.bytes)) {
    throw new PublishError(`${target} is something else than rules of this tool, so it is not replaced; choose another `
      + 'key, or delete the object', 'EDGE_PUBLISH_OTHER');
  }
  const isSame = before !== undefined && areEqual(before.bytes, program);
  const list = { program, rules, silent: new Set([...excluded, ...idle]), rootObject: job.rootObject };
  const answers = before && !isSame ? answersOf(before.bytes, list) : undefined;
  job.print(`${plural(rules.length, 'rule')}, ${plural(program.byteLength, 'byte')}`);
  if (!isSame) printChanges(answers, before !== undefined, job);
  if (!isSame && !job.dryRun) {
    await calling(`writing ${target}`, () => publishObject(recorded(object, job), program, before));
  }
  job.print(ending(target, isSame, job.dryRun));
  return {
    rules: rules.length,
    bytes: program.byteLength,
    ...(answers !== undefined && { answers }),
  };
}

/** The same object, and the job knows what it has written. */
function recorded(object: BucketObject, job: Job): BucketObject {
  return {
    read: () => object.read(),
    write: async (bytes, etag) => {
      await object.write(bytes, etag);
      job.wrote();
    },
  };
}

type List = Parameters<typeof programChanges>[1];

/** Undefined if the object is damaged or of another version. */
function answersOf(old: Uint8Array, list: List): ShownAnswer[] | undefined {
  try {
    return programChanges(old, list, Date.now()).map(shownAnswer);
  } catch {
    return undefined;
  }
}

function shownAnswer({ from, rule, before, after }: ChangedAnswer): ShownAnswer {
  const when = rule === undefined ? '' : conditionsText(rule);
  return {
    from,
    ...(when !== '' && { when }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  };
}

function printChanges(answers: readonly ShownAnswer[] | undefined, isThere: boolean, job: Job): void {
  if (answers === undefined) {
    return job.print(isThere ? 'the object is of another version, and is replaced as a whole' : 'the object is new');
  }
  printAnswers(answers, job);
  job.print(`${plural(answers.length, 'URL')} answered in another way, of one for each rule`);
}
