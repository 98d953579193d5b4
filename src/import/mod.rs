//! From legacy sources to the chain: conversion, rehearsal, the incremental lock.
