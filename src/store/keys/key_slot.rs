//! The slots of the key file: one for each way into the home.

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::authentication::{HomeSecret, Purpose, SealedSecret};
use super::credential::Credential;
use super::database_key::{DatabaseKey, KEY_BYTES, random_bytes};
use super::passphrase::DerivationParameters;
use super::public_key::{self, KeyPair};
use crate::domain::access_way::{Way, WayKind};
use crate::store::StoreError;

/// The form of the slots that this version makes.
const FORM: u32 = 3;

/// Returns the form of a slot that names none: the first form that was released. Such a slot has no pin.
const fn former_form() -> u32 {
    2
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_former_form(form: &u32) -> bool {
    *form == former_form()
}

/// One credential that opens the home, with the wrapped key.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct KeySlot {
    /// The form of the slot. It is authenticated with everything that the slot holds, so that nobody can make a slot of
    /// a former form, which needs no pin, out of a present one.
    #[serde(default = "former_form", skip_serializing_if = "is_former_form")]
    form: u32,
    /// Who has the credential: the number of a worker, or the name of an office.
    pub(super) label: String,
    #[serde(flatten)]
    lock: UnlockMethod,
    /// The encapsulated key that the private key needs to unwrap.
    sealing: String,
    wrapped: String,
    /// The private key, if a passphrase opens it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private: Option<WrappedPrivateKey>,
    /// The secret of the home, sealed under the private key of this slot. Where it is, no other home opens with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pin: Option<SealedSecret>,
}

/// A private key wrapped with a passphrase.
#[derive(Clone, Serialize, Deserialize)]
struct WrappedPrivateKey {
    nonce: String,
    wrapped: String,
}

/// What opens a slot.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "opened_by", rename_all = "snake_case")]
enum UnlockMethod {
    Passphrase(PassphraseKey),
    Recovery { public: String },
    Escrow { public: String },
}

/// The public key of a pair whose private key the worker's passphrase opens.
#[derive(Clone, Serialize, Deserialize)]
struct PassphraseKey {
    public: String,
    #[serde(flatten)]
    parameters: DerivationParameters,
}

/// Whether a slot proves that the home is the one that it was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pin {
    /// It does.
    Holds,
    /// It was made before there were pins, or only the public key was there when it was made.
    NotYet,
    /// It was made for another home, or its pin was changed or taken away.
    Broken,
}

impl KeySlot {
    pub(super) fn for_passphrase(
        label: &str,
        key: &DatabaseKey,
        secret: &HomeSecret,
        passphrase: &SecretString,
    ) -> Result<Self, StoreError> {
        let (parameters, entropy) = (DerivationParameters::new()?, random_bytes::<KEY_BYTES>()?);
        let pair = KeyPair::from_entropy(entropy.as_slice());
        let own = PassphraseKey { public: pair.public.clone(), parameters: parameters.clone() };
        let mut slot = Self::for_public_key(label, key, UnlockMethod::Passphrase(own))?;
        let (nonce, wrapped) = parameters.wrap_secret(entropy.as_slice(), passphrase, &slot.authenticated_data()?)?;
        slot.private = Some(WrappedPrivateKey { nonce, wrapped });
        slot.set_pin(&pair, secret)?;
        Ok(slot)
    }

    /// Makes the slot of recovery words, which are at hand when it is made.
    pub(super) fn for_recovery(
        label: &str,
        key: &DatabaseKey,
        secret: &HomeSecret,
        words: &SecretString,
    ) -> Result<Self, StoreError> {
        let pair = KeyPair::from_recovery_words(words)?;
        let mut slot = Self::for_public_key(label, key, UnlockMethod::Recovery { public: pair.public.clone() })?;
        slot.set_pin(&pair, secret)?;
        Ok(slot)
    }

    /// Makes the slot of an office, of which only the public key is at hand. It gets its pin at the first opening.
    pub(super) fn for_escrow(label: &str, key: &DatabaseKey, public: &str) -> Result<Self, StoreError> {
        let lock = UnlockMethod::Escrow { public: public.trim().to_ascii_lowercase() };
        Self::for_public_key(label, key, lock)
    }

    /// Returns the same slot for another key.
    pub(super) fn wrap_for_key(&self, key: &DatabaseKey) -> Result<Self, StoreError> {
        let (sealing, wrapped) = public_key::wrap_key(key, self.public_key(), &self.authenticated_data()?)?;
        Ok(Self { sealing, wrapped, ..self.clone() })
    }

    /// Returns the same way in as this version makes it, with a pin. The credential must be that of the slot.
    pub(super) fn renew(
        &self,
        key: &DatabaseKey,
        secret: &HomeSecret,
        opener: &Credential,
    ) -> Result<Self, StoreError> {
        match (&self.lock, opener) {
            (UnlockMethod::Passphrase(_), Credential::Passphrase(passphrase)) => {
                Self::for_passphrase(&self.label, key, secret, passphrase)
            }
            (UnlockMethod::Recovery { .. }, Credential::Words(words)) => {
                Self::for_recovery(&self.label, key, secret, words)
            }
            (UnlockMethod::Escrow { .. }, Credential::Words(words)) => {
                let mut slot = self.clone();
                slot.set_pin(&KeyPair::from_words(words)?, secret)?;
                Ok(slot)
            }
            _ => Err(StoreError::Internal("a slot was renewed with the credential of another")),
        }
    }

    fn for_public_key(label: &str, key: &DatabaseKey, lock: UnlockMethod) -> Result<Self, StoreError> {
        let (sealing, wrapped) = (String::new(), String::new());
        Self { form: FORM, label: label.to_owned(), lock, sealing, wrapped, private: None, pin: None }.wrap_for_key(key)
    }

    pub(super) fn set_pin(&mut self, pair: &KeyPair, secret: &HomeSecret) -> Result<(), StoreError> {
        let pin = secret.seal(&pair.private_bytes(), Purpose::SealPin, &self.authenticated_data()?)?;
        self.pin = Some(pin);
        Ok(())
    }

    /// Returns whether the slot was made for the home with this secret.
    pub(super) fn check_pin(&self, pair: &KeyPair, secret: &HomeSecret) -> Result<Pin, StoreError> {
        let bound = self.authenticated_data()?;
        Ok(match &self.pin {
            Some(pin) => match pin.open(&pair.private_bytes(), Purpose::SealPin, &bound) {
                Some(pinned) if pinned == *secret => Pin::Holds,
                _ => Pin::Broken,
            },
            None if self.needs_pin() => Pin::Broken,
            None => Pin::NotYet,
        })
    }

    /// Returns whether the slot had a pin when it was made. Its form says so, and nobody can change the form: that of a
    /// passphrase is authenticated with the private key, and recovery words give another key pair in each form.
    const fn needs_pin(&self) -> bool {
        self.form >= FORM && !matches!(self.lock, UnlockMethod::Escrow { .. })
    }

    /// Returns whether the slot is as the former form has it.
    pub(super) const fn is_former(&self) -> bool {
        is_former_form(&self.form) && self.pin.is_none()
    }

    /// Returns what is authenticated with the wrapped key besides the key itself.
    pub(super) fn authenticated_data(&self) -> Result<String, StoreError> {
        serde_json::to_string(&(self.form, &self.label, &self.lock))
            .map_err(|_error| StoreError::Internal("a slot of the key file could not be serialized"))
    }

    /// Returns the fields that the checksum of the former form covers.
    pub(super) fn former_checksum_fields(&self) -> Result<[String; 5], StoreError> {
        let private = self.private.as_ref().map_or(("", ""), |private| (&private.nonce, &private.wrapped));
        let authenticated = self.authenticated_data()?;
        Ok([authenticated, self.sealing.clone(), self.wrapped.clone(), private.0.to_owned(), private.1.to_owned()])
    }

    fn public_key(&self) -> &str {
        match &self.lock {
            UnlockMethod::Passphrase(PassphraseKey { public, .. })
            | UnlockMethod::Recovery { public }
            | UnlockMethod::Escrow { public } => public,
        }
    }

    pub(super) fn is_sane(&self) -> bool {
        (former_form()..=FORM).contains(&self.form)
            && match &self.lock {
                UnlockMethod::Passphrase(own) => own.parameters.are_sane(),
                UnlockMethod::Recovery { .. } | UnlockMethod::Escrow { .. } => true,
            }
    }

    /// Returns the way into the home that this slot is.
    pub(super) fn way(&self) -> Way {
        Way { kind: self.kind(), label: self.label.clone(), public: self.public_key().to_owned() }
    }

    pub(super) const fn kind(&self) -> WayKind {
        match self.lock {
            UnlockMethod::Passphrase(_) => WayKind::Passphrase,
            UnlockMethod::Recovery { .. } => WayKind::Recovery,
            UnlockMethod::Escrow { .. } => WayKind::Escrow,
        }
    }

    /// Returns the private key of this slot; `None` if the credential does not give it.
    pub(super) fn open_key_pair(&self, opener: &Credential) -> Result<Option<KeyPair>, StoreError> {
        let pair = match (&self.lock, opener) {
            (UnlockMethod::Passphrase(own), Credential::Passphrase(passphrase)) => {
                let Some(private) = &self.private else { return Ok(None) };
                let bound = self.authenticated_data()?;
                let entropy = own.parameters.unwrap_secret(&private.nonce, &private.wrapped, passphrase, &bound);
                entropy.map(|entropy| KeyPair::from_entropy(&entropy))
            }
            (UnlockMethod::Recovery { .. }, Credential::Words(words)) if self.form >= FORM => {
                Some(KeyPair::from_recovery_words(words)?)
            }
            (UnlockMethod::Recovery { .. } | UnlockMethod::Escrow { .. }, Credential::Words(words)) => {
                Some(KeyPair::from_words(words)?)
            }
            _ => None,
        };
        Ok(pair.filter(|pair| pair.public == self.public_key()))
    }

    pub(super) fn unwrap_key(&self, pair: &KeyPair) -> Option<DatabaseKey> {
        if pair.public != self.public_key() {
            return None;
        }
        pair.unwrap_key(&self.sealing, &self.wrapped, &self.authenticated_data().ok()?)
    }

    /// Makes the derivation cheap, as somebody could who can write the file.
    #[cfg(test)]
    pub(super) const fn weaken_derivation(&mut self) {
        if let UnlockMethod::Passphrase(own) = &mut self.lock {
            own.parameters.weaken_memory();
        }
    }

    /// Takes the pin away, as somebody could who can write the file.
    #[cfg(test)]
    pub(super) fn strip_pin(&mut self) {
        self.pin = None;
    }

    /// Returns the slot of a passphrase as the former form had it.
    #[cfg(test)]
    pub(super) fn former_for_passphrase(label: &str, key: &DatabaseKey, passphrase: &SecretString) -> Self {
        let secret = HomeSecret::new_random().unwrap();
        let mut slot = Self::for_passphrase(label, key, &secret, passphrase).unwrap();
        slot.form = former_form();
        slot.pin = None;
        let UnlockMethod::Passphrase(own) = &mut slot.lock else { unreachable!() };
        let entropy = random_bytes::<KEY_BYTES>().unwrap();
        own.public = KeyPair::from_entropy(entropy.as_slice()).public;
        let parameters = own.parameters.clone();
        let bound = slot.authenticated_data().unwrap();
        let (nonce, wrapped) = parameters.wrap_secret(entropy.as_slice(), passphrase, &bound).unwrap();
        slot.private = Some(WrappedPrivateKey { nonce, wrapped });
        slot.wrap_for_key(key).unwrap()
    }
}
