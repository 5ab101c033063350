pub mod checkpoint {
    use amanat_protocol::codec::{self, Bytes};
    pub fn pack(ops: &[Bytes]) -> Vec<Bytes> {
        vec![Bytes(codec::encode(&ops.to_vec()))]
    }
    pub fn unpack(ops: &[Bytes]) -> Result<Vec<Bytes>, ()> {
        let mut v = vec![];
        for o in ops {
            v.extend(codec::decode::<Vec<Bytes>>(&o.0, 4 << 20).map_err(|_| ())?);
        }
        Ok(v)
    }
}
pub mod deposit {
    pub const MAX_TEXT: usize = 4096;
    use amanat_protocol::id::*;
    use amanat_vault::keys::*;
    use amanat_vault::person::Pek;
    pub struct Deposit;
    impl Deposit {
        pub fn new(_p: [u8; 32], _now: u64, _t: String) -> Self {
            Self
        }
    }
    pub struct Opened {
        pub from: Option<(PersonId, DeviceKey)>,
        pub at: u64,
        pub text: String,
    }
    pub fn seal(
        _k: &SealKey,
        _d: Deposit,
        _s: Option<(PersonId, &SignSecret)>,
    ) -> Result<Vec<u8>, ()> {
        Ok(vec![0; 8192])
    }
    pub fn dummy(_k: &SealKey, _r: &mut impl amanat_vault::Random) -> Result<Vec<u8>, ()> {
        Ok(vec![0; 8192])
    }
    pub fn open(_s: &[u8], _p: &[u8; 32], _k: &[Pek]) -> Result<Option<Opened>, ()> {
        Ok(None)
    }
}
