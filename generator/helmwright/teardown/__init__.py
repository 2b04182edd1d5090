"""What has to go before a cluster does, so that nothing of it is left in the cloud, told from what renders."""
