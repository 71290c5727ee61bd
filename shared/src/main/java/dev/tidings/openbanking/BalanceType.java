package dev.tidings.openbanking;

/** What a balance counts. Source: OBIE R/W v4.0, OBBalanceType1Code. */
public enum BalanceType {
  CLAV,
  CLBD,
  FWAV,
  INFO,
  ITAV,
  ITBD,
  OPAV,
  OPBD,
  PRCD,
  XPCD
}
