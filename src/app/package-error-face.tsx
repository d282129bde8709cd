import { Button } from 'react-aria-components';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { ErrorFace } from '#components/faces.tsx';
import { placeOf } from '#components/issue-place.ts';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { PackageError } from '#sources/loaded-package.ts';
import { obstacleOf } from './engine-obstacle.ts';
import { NoEngineFace } from './no-engine-face.tsx';
import { type OpenState, RefusedPackage } from './opened-package.tsx';
import styles from './package-error-face.module.css';

export interface PackageErrorFaceProps {
  readonly error: Error;
  readonly state: OpenState;
  /** Whether figures computed beforehand stand below. */
  readonly figuresBelow: boolean;
}

/** A package that cannot be used: which file, which line, what to do. */
export function PackageErrorFace({ error, state, figuresBelow }: PackageErrorFaceProps) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const { retry: onRetry } = state;
  const obstacle = obstacleOf(error);
  if (obstacle !== null) {
    return <NoEngineFace error={error} obstacle={obstacle} state={state} figuresBelow={figuresBelow} />;
  }
  if (!(error instanceof PackageError) && !(error instanceof RefusedPackage)) {
    return <ErrorFace error={error} onRetry={onRetry} />;
  }
  return (
    <div className={styles.face} role="alert">
      <h1>{zh ? '这个数据包打不开' : 'This data package cannot be opened'}</h1>
      {error instanceof RefusedPackage ? (
        <p>{zh ? error.zh : error.message}</p>
      ) : (
        <ul>
          {error.issues.slice(0, 20).map((issue) => (
            <li key={`${placeOf(issue)} ${issue.code}`}>
              <code>{placeOf(issue)}</code> {pick(issue.message, language)}
            </li>
          ))}
        </ul>
      )}
      <p>
        <Button className={classNames(controls.button)} onPress={onRetry}>
          {zh ? '再试一次' : 'Try again'}
        </Button>{' '}
        <a href="#/">{zh ? '打开本站的数据' : 'Open the data of this site'}</a>
      </p>
    </div>
  );
}
