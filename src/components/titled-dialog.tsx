import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CloseIcon } from './icons.tsx';
import styles from './titled-dialog.module.css';

export interface TitledDialogProps {
  readonly title: string;
  /** Open as long as it is drawn, and then told to end; without it the `DialogTrigger` around it decides. */
  readonly onClose?: () => void;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** A dialog over the page: its title, a way out, and below these whatever it is for. */
export function TitledDialog({ title, onClose, narrow = false, children }: TitledDialogProps) {
  const { t } = useLanguage();
  const opening =
    onClose === undefined
      ? {}
      : {
          isOpen: true,
          onOpenChange: (open: boolean) => {
            if (!open) onClose();
          },
        };
  return (
    <ModalOverlay className={classNames(styles.overlay)} isDismissable {...opening}>
      <Modal className={classNames(styles.modal, narrow && styles.narrow)}>
        <Dialog className={classNames(styles.dialog)}>
          {({ close }) => (
            <>
              <div className={styles.head}>
                <Heading slot="title" level={2}>
                  {title}
                </Heading>
                <Button className={classNames(controls.quiet)} aria-label={t('dialog.close')} onPress={close}>
                  <CloseIcon />
                </Button>
              </div>
              {children}
            </>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
