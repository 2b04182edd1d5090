#!/bin/sh
exec agent
